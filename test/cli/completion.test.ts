import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/options/arguments.ts";
import { completionTable } from "../../src/cli/completion/completion-table.ts";
import { runCli } from "../harness/run-cli.ts";

let cwd = "";
const scripts: Record<string, string> = {};
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-completion-"));
  mkdirSync(join(cwd, "spec files"));
  writeFileSync(join(cwd, "spec.yaml"), "");
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out } = await runCli(["completion", shell], { cwd });
    expect(code).toBe(0);
    scripts[shell] = out;
    writeFileSync(join(cwd, shell), out);
  }
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** What bash offers for the last word of a command line. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const program = 'source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pysdk_compile; [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\\n" "${COMPREPLY[@]}"';
  const { stdout, stderr } = await execa("bash", ["--norc", "-c", program, "bash", "pysdk-compile", ...words], { cwd });
  expect(stderr).toBe("");
  return stdout === "" ? [] : stdout.split("\n").toSorted();
}

/** Whether a shell is installed. */
function has(shell: string): boolean {
  return execaSync(shell, ["-c", "exit 0"], { reject: false }).exitCode === 0;
}

/** Settings of an interactive zsh that completes one line, writes down everything that is offered, and ends. */
const zshSettings = `PROMPT=
autoload -Uz compinit && compinit -u -D
source ./zsh
compadd() {
  local -a hits
  [[ " \${(j: :)@[1,(i)--]} " == *" -"[OAD]* ]] || { builtin compadd -A hits "$@"; print -rl -- $hits >> offered; }
  builtin compadd "$@"
}
zle-line-init() { BUFFER=$LINE; CURSOR=$#BUFFER; zle complete-word; exit }
zle -N zle-line-init
`;

/** What each of the other shells offers at the end of a command line, without its words on that. */
const offeredIn: Readonly<Record<string, (line: string) => Promise<string>>> = {
  async zsh(line) {
    writeFileSync(join(cwd, ".zshrc"), zshSettings);
    writeFileSync(join(cwd, "offered"), "");
    await execa("zsh", ["-f", "-c", 'zmodload zsh/zpty; zpty inner "ZDOTDIR=. zsh -d -i"; while zpty -r inner chunk; do :; done'], { cwd, env: { LINE: line, TERM: "dumb" }, timeout: 20_000, reject: false });
    return readFileSync(join(cwd, "offered"), "utf8");
  },
  fish: async (line) => (await execa("fish", ["--no-config", "-c", "source ./fish; complete -C $argv[1]", line], { cwd, env: { HOME: cwd } })).stdout.replace(/\t.*$/gm, ""),
};

describe("completion", () => {
  it("offers in bash the commands, files, options, their values, and codes", async () => {
    expect(await offered("spec")).toEqual(["spec files", "spec.yaml"]);
    expect(await offered("ver")).toEqual(["verify"]);
    expect(await offered("a.yaml", "ver")).toEqual([]);
    expect(await offered("a.yaml", "--la")).toEqual(["--layout"]);
    expect(await offered("a.yaml", "--layout", "")).toEqual(["module", "package"]);
    expect(await offered("a.yaml", "--layout", "=")).toEqual(["module", "package"]);
    expect(await offered("a.yaml", "--layout", "=", "pa")).toEqual(["package"]);
    expect(await offered("a.yaml", "-o", "spec")).toEqual(["spec files", "spec.yaml"]);
    expect(await offered("a.yaml", "--name", "spec")).toEqual([]);
    expect(await offered("mock", "--st")).toEqual(["--strict-keys"]);
    expect(await offered("explain", "schema-nev")).toEqual(["schema-never"]);
    expect(await offered("completion", "")).toEqual(["bash", "fish", "zsh"]);
  });

  it("says every option of every command in every shell", async () => {
    for (const command of await completionTable(commands)) {
      for (const flag of command.options.flatMap((option) => option.flags)) {
        expect(scripts["bash"], flag).toContain(flag);
        expect(scripts["zsh"], flag).toMatch(new RegExp(`'\\*${flag}[=[]`));
        expect(scripts["fish"], flag).toContain(flag.startsWith("--") ? ` -l ${flag.slice(2)} ` : ` -s ${flag.slice(1)} `);
      }
    }
  });

  for (const [shell, offers] of Object.entries(offeredIn)) {
    it.skipIf(!has(shell))(`offers the same in ${shell}`, async () => {
      const words = async (line: string): Promise<readonly string[]> => (await offers(`pysdk-compile ${line}`)).replaceAll("\\", "").split("\n").filter((word) => word !== "").toSorted();
      const compiling = (await completionTable(commands)).find(({ name }) => name === null)?.options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith("--"))) ?? [];
      expect(await words("a.yaml --")).toEqual(compiling.toSorted());
      expect(await words("a.yaml --la")).toEqual(["--layout"]);
      expect(await words("a.yaml --layout ")).toEqual(["module", "package"]);
      expect(await words("ver")).toEqual(["verify"]);
      expect(await words("mock --st")).toEqual(["--strict-keys"]);
      expect(await words("explain schema-nev")).toEqual(["schema-never"]);
      expect(await words("completion ")).toEqual(["bash", "fish", "zsh"]);
      expect((await words("a.yaml -o spec")).map((word) => word.replace(/\/$/, ""))).toEqual(["spec files", "spec.yaml"]);
    });
  }

  it("is understood by each shell that is there", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      if (!has(shell)) continue;
      expect(await execa(shell, ["-n", shell], { cwd, reject: false })).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });

  it("is refused for another shell", async () => {
    const { code, err } = await runCli(["completion", "tcsh"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("Allowed choices are bash, zsh, fish");
  });
});
