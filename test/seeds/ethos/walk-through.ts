import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { repository, sharedEnv } from "../../harness/virtual-env.ts";

const here = fileURLToPath(new URL("./", import.meta.url));

/** A fenced block of the walk-through. */
interface Block {
  /** `sh`, `sh server`, `python` or `text`. */
  readonly info: string;
  readonly text: string;
}

/** What one program of the walk-through printed, and what the page says that it does. */
export interface Printed {
  readonly found: string;
  readonly promised: string;
}

function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, info = "", text = ""]) => ({ info, text }));
}

/** The page's text for this machine: another port, the compiler's source, and this repository's Python. */
function adapted(text: string, port: number): string {
  return text
    .replaceAll("localhost:3000", `localhost:${port}`)
    .replaceAll("--port 3000", `--port ${port}`)
    .replaceAll("npx pysdk-compile", `node --import ${join(repository, "node_modules/tsx/dist/loader.mjs")} ${join(repository, "src/cli/main.ts")}`)
    .replaceAll("--import tsx ", `--import ${join(repository, "node_modules/tsx/dist/loader.mjs")} `)
    .replaceAll("test/seeds/ethos/", here)
    .replaceAll("python3 ", `${sharedEnv.python} `);
}

/** Runs every command and program of the page in a folder, in order. Throws where a command fails; null where packages cannot be had. */
export async function walkThrough(folder: string, port: number): Promise<readonly Printed[] | null> {
  const blocks = blocksOf(await readFile(join(here, "README.md"), "utf8"));
  const servers: { kill: () => boolean }[] = [];
  const printed: Printed[] = [];
  try {
    for (const [index, block] of blocks.entries()) {
      const text = adapted(block.text, port);
      if (block.info === "sh server") {
        const server = execa("bash", ["-c", `exec ${text}`], { cwd: folder, reject: false, buffer: false });
        servers.push(server);
        await new Promise((resolve) => server.stdout.once("data", resolve));
      } else if (block.info === "sh") {
        const outcome = await execa("bash", ["-e", "-c", text], { cwd: folder, reject: false, all: true });
        if (outcome.exitCode !== 0 && /could not find a version|connection|network|resolve/i.test(outcome.all) && text.includes("pip install")) return null;
        if (outcome.exitCode !== 0) throw new Error(`${text}\n${outcome.all}`);
      } else if (block.info === "python") {
        await writeFile(join(folder, "program.py"), text);
        const { all } = await execa(join(folder, ".venv/bin/python"), ["program.py"], { cwd: folder, reject: false, all: true, env: { PYTHONDONTWRITEBYTECODE: "1" } });
        printed.push({ found: all, promised: (blocks[index + 1]?.text ?? "").trimEnd() });
      }
    }
    return printed;
  } finally {
    for (const server of servers) server.kill();
  }
}
