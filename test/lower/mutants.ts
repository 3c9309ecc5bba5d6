import type { OutputFile } from "../../src/index.ts";

/** One change of a generated SDK that its own tests have to notice. */
export interface Mutant {
  readonly kind: "path" | "parameter" | "body key";
  readonly path: string;
  /** What was changed, for the message of a test that fails. */
  readonly name: string;
  readonly text: string;
}

/** What is changed of each kind: the text between the first group and the end of the match gets a letter more. */
const places = [
  { kind: "path", files: /\/(?:resources\/[^/]+|_client)\.py$/, find: /("(?:GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)",\s+f?"\/)([A-Za-z0-9_.-]+)/g },
  { kind: "parameter", files: /\/(?:resources\/[^/]+|_client)\.py$/, find: /((?:query|headers|cookies)=\{(?:[^{}]*?[\s{])?")([A-Za-z0-9_.-]+)(?=": )/g },
  { kind: "body key", files: /\/models\/[^/]+\.py$/, find: /( = field\(\s*")([A-Za-z0-9_.-]+)(?=")/g },
] as const;

/** All changes of one name, with a letter more, that can be made to these files. */
export function mutants(files: readonly OutputFile[]): readonly Mutant[] {
  return files.flatMap(({ path, text }) =>
    places
      .filter((place) => place.files.test(path))
      .flatMap(({ kind, find }) =>
        [...text.matchAll(find)].map((match): Mutant => {
          const [whole, before = "", name = ""] = match;
          const end = match.index + before.length + name.length;
          return { kind, path, name: `${name} in ${whole.trim().split("\n").at(-1)?.trim() ?? ""}`, text: `${text.slice(0, end)}x${text.slice(end)}` };
        }),
      ),
  );
}

/** The first, the middle and the last change of each kind. */
export function chosenMutants(files: readonly OutputFile[]): readonly Mutant[] {
  const all = mutants(files);
  return places.flatMap(({ kind }) => {
    const those = all.filter((each) => each.kind === kind);
    return [...new Set([0, those.length >> 1, those.length - 1])].flatMap((index) => those[index] ?? []);
  });
}
