import { expect, test } from "vitest";
import {
  b,
  builders,
  children,
  fromJson,
  isIdentifier,
  literal,
  print,
  rewrite,
  substitute,
  toJson,
  visit,
} from "../../pyast/index.ts";
import { usePython } from "../harness/python.ts";

const python = usePython();

interface Ref {
  readonly kind: "Ref";
  readonly symbol: string;
}

const ref: Ref = { kind: "Ref", symbol: "Pet" };
const sample = b.module([
  b.def("f", { params: [b.param("a", { annotation: "int" })], body: [b.ret(b.dict([["x", "y"], [null, "z"]]))] }),
]);

function names(node: Parameters<typeof visit>[0]): readonly string[] {
  const found: string[] = [];
  visit(node, (each) => {
    if (typeof each === "object" && each !== null && "kind" in each && each.kind === "Name" && "id" in each) {
      found.push(String(each.id));
    }
  });
  return found;
}

test("visit reaches parameters, pairs and lists", () => {
  expect(names(sample)).toEqual(["int", "x", "y", "z"]);
  expect(children(b.compare("a", "<", "b")).length).toBe(2);
});

test("visit leaves out what is below when told to", () => {
  const kinds: string[] = [];
  visit(sample, (node) => {
    kinds.push(node.kind);
    return node.kind !== "FunctionDef";
  });
  expect(kinds).toEqual(["Module", "FunctionDef"]);
});

test("rewrite copies what changes and nothing else", () => {
  const module = b.module([b.ret("a"), b.ret("b")]);
  const edited = rewrite(module, (node) => (node.kind === "Name" && node.id === "a" ? b.name("c") : node));
  expect(print(edited)).toBe("return c\nreturn b\n");
  expect(edited.body[1]).toBe(module.body[1]);
  expect(rewrite(module, (node) => node)).toBe(module);
});

test("rewrite takes no statement for an expression", () => {
  expect(() => rewrite(b.ret("a"), (node) => (node.kind === "Name" ? b.pass : node))).toThrow(
    "Name cannot be replaced by Pass",
  );
});

test("substitute closes an open tree", () => {
  const open = builders<Ref>();
  const module = open.module([open.def("f", { params: [open.param("a", { annotation: ref })], body: [open.ret(ref)] })]);
  expect(print(substitute(module, ({ symbol }) => b.name(symbol)))).toBe("def f(a: Pet):\n    return Pet\n");
});

test("JSON goes to Python and back", async () => {
  const answer = await python.ask({ operation: "unparse", module: JSON.parse(toJson(sample)) });
  expect(answer).toBe("def f(a: int):\n    return {x: y, **z}");
  expect(fromJson(JSON.parse(toJson(sample)))).toEqual(sample);
});

test("JSON that is no tree is refused with its place", () => {
  const wrong = (body: unknown) => () => fromJson({ kind: "Module", body });
  expect(wrong([{ kind: "Return" }])).toThrow("$.body[0]: value is missing");
  expect(wrong([{ kind: "Name", id: "x" }])).toThrow("$.body[0]: Name is a expr, not a stmt");
  expect(wrong([{ kind: "Pass", extra: 1 }])).toThrow("$.body[0]: Pass has fields that are not its own");
  expect(wrong([{ kind: "constructor" }])).toThrow('unknown kind "constructor"');
});

test.each([
  [0, "0"], [-3, "-3"], [1.5, "1.5"], [1e21, "1e21"], [1e16, "1e16"], [123456789012345680, "1.2345678901234568e17"],
  [1e-7, "1e-07"], [0.0001, "0.0001"], [-0, "-0.0"], [12345678901234567890n, "12345678901234567890"], [Infinity, "1e309"],
  ["a\"b", "'a\"b'"], [null, "None"], [true, "True"], [[1, "x", { k: [] }], '[1, "x", {"k": []}]'], ["\ud800\n", '"\\ud800\\n"'],
])("literal %s", (value, text) => {
  expect(print(b.module([b.assign("x", literal(value))]))).toBe(`x = ${text}\n`);
});

test("own keys of JSON are keys, whatever they are called", () => {
  expect(print(b.module([b.assign("x", literal(JSON.parse('{"__proto__": 1, "constructor": 2}')))]))).toBe(
    'x = {"__proto__": 1, "constructor": 2}\n',
  );
});

test("identifiers", () => {
  expect(["a", "_", "été", "match", "x1"].filter((each) => !isIdentifier(each))).toEqual([]);
  expect(["", "1a", "a-b", "class", "None", "a b", "ﬁ", "a\n"].filter(isIdentifier)).toEqual([]);
});

test("comments cannot end early, nor hold what source text may not", () => {
  const module = b.module([b.def("f", { body: [b.pass], comments: ["One\nimport os", "", "#: marked", "nul \0"] })]);
  expect(print(module)).toBe("# One\n# import os\n#\n#: marked\n# nul \ufffd\ndef f():\n    pass\n");
});

test("comments are read from source, and those that belong to nothing are refused", async () => {
  const parsed = await python.ask({ operation: "parse", source: "# a\n\n# b\nx = 1\n", comments: "attach" });
  expect(fromJson(parsed).body[0]?.comments).toEqual(["a", "b"]);
  for (const source of ["x = 1  # a\n", "x = 1\n# a\n", "x = [\n    # a\n    1\n]\n", "if x:\n    y\n    # a\nz = 1\n"]) {
    await expect(python.ask({ operation: "parse", source, comments: "attach" }), source).rejects.toThrow("CommentError");
  }
});

test("a docstring cannot end early", async () => {
  for (const doc of ['"""', 'a\\', 'x"', '\\"""', '"', "'''", "\\", "a\n\tb", "\r", "\ud800", '""""', '"""""', 'x\\""', '\\\\"']) {
    const source = print(b.module([b.def("f", { doc })]));
    expect(await python.ask({ operation: "compile", source }), source).toBeNull();
  }
});

test("a union of many members prints", () => {
  const members = Array.from({ length: 500 }, (_, i) => `T${i}`);
  // Five groups, four of them in parentheses of their own.
  expect(print(b.module([b.assign("x", b.union(members))])).split("\n")).toHaveLength(503 + 4 * 2);
});
