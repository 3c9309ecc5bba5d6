import { describe, expect, it } from "vitest";
import { actualPython, blocksOf, readScenario, recorded } from "./scenario.ts";

const markdown = [
  "# A pet",
  "",
  "Prose.",
  "",
  "```yaml openapi",
  "paths:",
  "  /pets: {}",
  "```",
  "```yaml options",
  "layout: module",
  "```",
  "```python example/pets.py#Pets.list",
  "old",
  "```",
].join("\n");

const text = [
  "class Pets:",
  "    @overload",
  "    def list(self) -> int: ...",
  "    @overload",
  "    def list(",
  "        self, a: int",
  "    ) -> int: ...",
  "",
  "    def listed(self) -> None:",
  "        return None",
  "",
  "",
  "Kind: TypeAlias = Literal[",
  '    "a",',
  "]",
  "value = 1",
  "",
].join("\n");
const files = [{ path: "example/pets.py", text }];
const block = (info: string) => ({ info, text: "", begin: 0, end: 0 });

describe("scenario", () => {
  it("reads title, options and a completed document", () => {
    const scenario = readScenario(markdown);
    expect(scenario.title).toBe("A pet");
    expect(scenario.options).toEqual({ name: "example", layout: "module" });
    expect(scenario.document).toBe(
      'openapi: "3.1.0"\ninfo: { title: Example, version: "1.0.0" }\nservers: [{ url: https://example.com }]\npaths:\n  /pets: {}\n',
    );
    expect(scenario.diagnostics).toBeNull();
    expect(blocksOf(markdown).map(({ info }) => info)).toEqual(["yaml openapi", "yaml options", "python example/pets.py#Pets.list"]);
  });

  it("refuses a block that means nothing, since it would be passed over in silence", () => {
    expect(() => readScenario(`${markdown}\n\`\`\`pyhton x.py\n\`\`\``)).toThrow("no block `pyhton x.py`");
  });

  it("finds files and definitions", () => {
    expect(actualPython(block("python example/pets.py"), files)).toBe(text.trimEnd());
    expect(actualPython(block("python example/pets.py#Pets.list"), files)).toBe(text.split("\n").slice(1, 7).join("\n"));
    expect(actualPython(block("python example/pets.py#Kind"), files)).toBe('Kind: TypeAlias = Literal[\n    "a",\n]');
    expect(actualPython(block("python example/pets.py#value"), files)).toBe("value = 1");
    expect(() => actualPython(block("python example/pets.py#Pet"), files)).toThrow("no definition Pet");
    expect(() => actualPython(block("python example/pet.py"), files)).toThrow("no file example/pet.py among example/pets.py");
  });

  it("records Python and diagnostics in place, and is then at rest", () => {
    const diagnostics = [
      {
        code: "reference-not-found",
        severity: "warning",
        message: "There is nothing there.",
        remedy: "",
        origin: { document: "openapi.yaml", pointer: "#/paths" },
      },
    ] as const;
    const once = recorded(markdown, files, diagnostics);
    expect(once).toContain("```python example/pets.py#Pets.list\n    @overload\n");
    expect(once.endsWith("\n```diagnostics\nreference-not-found #/paths There is nothing there.\n```\n")).toBe(true);
    expect(recorded(once, files, diagnostics)).toBe(once);
    expect(recorded(once, files, [])).toContain("```diagnostics\n```\n");
  });
});
