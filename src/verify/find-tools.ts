import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** A program and the arguments that come before its own. */
export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** What the checks run; null where it is not installed. */
export interface Tools {
  readonly python: string | null;
  readonly ruff: Program | null;
  readonly mypy: Program | null;
  readonly pyright: Program | null;
}

/** Where programs are looked for. */
export interface ToolSearch {
  /** The interpreter that was asked for; its folder comes first. */
  readonly python: string | null;
  /** Folders that may hold an environment (`.venv`), or Node's programs, which may also stand further up. */
  readonly folders: readonly string[];
  /** `PATH` and `VIRTUAL_ENV`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const isWindows = process.platform === "win32";
const programFolder = isWindows ? "Scripts" : "bin";

/** Finds the programs: beside the chosen Python, in the active environment, in a `.venv` of the folders, on the path, then where npm would run them from. */
export function findTools({ python, folders, environment }: ToolSearch): Tools {
  const { PATH: path = "", VIRTUAL_ENV: active } = environment;
  const environments = [...(active === undefined || active === "" ? [] : [active]), ...folders.flatMap((folder) => [join(folder, ".venv"), join(folder, "venv")])];
  const places = [
    ...(python === null ? [] : [dirname(python)]),
    ...environments.map((one) => join(one, programFolder)).filter((one) => existsSync(one)),
    ...path.split(delimiter).filter((one) => one !== ""),
    ...new Set(folders.flatMap(ancestors).map((folder) => join(folder, "node_modules/.bin"))),
  ];
  const program = (name: string): Program | null => {
    const command = findProgram(name, places);
    return command === null ? null : { command, arguments: [] };
  };
  return { python: python ?? findProgram("python", places.slice(0, environments.length)) ?? findProgram("python3", places) ?? findProgram("python", places), ruff: program("ruff"), mypy: program("mypy"), pyright: program("pyright") };
}

/** A folder and all those that it stands in, itself first. */
function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

function findProgram(name: string, places: readonly string[]): string | null {
  for (const place of places) {
    for (const ending of isWindows ? [".exe", ".cmd"] : [""]) {
      const path = join(place, `${name}${ending}`);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
