import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
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

async function has(shell: string): Promise<boolean> {
  return (await execa(shell, ["-c", "exit 0"], { reject: false })).exitCode === 0;
}

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

  it("is understood by each shell that is there", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      if (!(await has(shell))) continue;
      expect(await execa(shell, ["-n", shell], { cwd, reject: false })).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });

  it("is refused for another shell", async () => {
    const { code, err } = await runCli(["completion", "tcsh"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("Allowed choices are bash, zsh, fish");
  });
});
