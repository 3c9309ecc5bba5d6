import { commands } from "../options/arguments.ts";
import type { shells } from "../commands/completion-command.ts";
import { bashScript } from "./bash-script.ts";
import { completionTable } from "./completion-table.ts";
import { fishScript } from "./fish-script.ts";
import { zshScript } from "./zsh-script.ts";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Record<(typeof shells)[number], unknown>;

/** The script that makes a shell complete the command line. */
export async function completionScript(shell: (typeof shells)[number]): Promise<string> {
  return scripts[shell](await completionTable(commands));
}
