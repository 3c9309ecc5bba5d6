import highlighter from "highlight.js/lib/core";
import python from "highlight.js/lib/languages/python";
import markdown from "highlight.js/lib/languages/markdown";
import ini from "highlight.js/lib/languages/ini";

highlighter.registerLanguage("py", python);
highlighter.registerLanguage("md", markdown);
highlighter.registerLanguage("toml", ini);

/** Longer texts stay plain: colours are not worth waiting for. */
const longest = 2_000_000;

/** A text in the colours of its language, as nodes: what is in it never becomes HTML. */
export function highlight(text: string, path: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const language = path.split(".").at(-1) ?? "";
  if (text.length > longest || highlighter.getLanguage(language) === undefined) {
    fragment.append(text);
    return fragment;
  }
  const { _emitter: tree } = highlighter.highlight(text, { language });
  append(fragment, "rootNode" in tree ? tree.rootNode : text);
  return fragment;
}

/** The highlighter's own tree: texts, and nodes with a scope and children. */
function append(parent: Node, node: unknown): void {
  if (typeof node === "string") parent.appendChild(document.createTextNode(node));
  if (typeof node !== "object" || node === null || !("children" in node) || !Array.isArray(node.children)) return;
  const scope = "scope" in node && typeof node.scope === "string" ? node.scope : null;
  const into = scope === null ? parent : parent.appendChild(document.createElement("span"));
  if (into instanceof HTMLElement && scope !== null) into.className = scope.split(".").map((part) => `hl-${part}`).join(" ");
  for (const child of node.children) append(into, child);
}
