import { element } from "./element.ts";

/** A unified diff in colours, which are not all that tells: each line keeps its mark. Lines of a kind that follow one another are one element. */
export function diffView(diff: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const runs: { readonly kind: string; text: string }[] = [];
  for (const [number, line] of diff.split("\n").slice(0, -1).entries()) {
    const kind = number < 2 ? "diff-head" : kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += `${line}\n`;
    else runs.push({ kind, text: `${line}\n` });
  }
  fragment.append(...runs.map(({ kind, text }) => element("span", { class: `diff-lines ${kind}` }, text)));
  return fragment;
}

function kindOf(line: string): string {
  switch (line[0]) {
    case "@":
      return "diff-hunk";
    case "+":
      return "diff-added";
    case "-":
      return "diff-removed";
    default:
      return "diff-same";
  }
}
