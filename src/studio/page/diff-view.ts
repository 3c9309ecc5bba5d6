import { element } from "./element.ts";

/** A unified diff in colours, which are not all that tells: each line keeps its mark. */
export function diffView(diff: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const [number, line] of diff.split("\n").slice(0, -1).entries()) fragment.append(element("span", { class: number < 2 ? "diff-head" : kindOf(line) }, `${line}\n`));
  return fragment;
}

function kindOf(line: string): string | null {
  switch (line[0]) {
    case "@":
      return "diff-hunk";
    case "+":
      return "diff-added";
    case "-":
      return "diff-removed";
    default:
      return null;
  }
}
