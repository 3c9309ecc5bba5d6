import type { FileLine, Generated, Saved } from "../protocol.ts";
import type { Ask } from "./ask.ts";
import { diffView } from "./diff-view.ts";
import { byId, element, plural } from "./element.ts";
import { fileList, stateWords } from "./file-list.ts";
import { highlight } from "./highlight.ts";
import { goTo } from "./go-to.ts";
import { messagesView } from "./messages-view.ts";
import { savePanel } from "./save-panel.ts";

/** What the view of an output works with. */
export interface OutputParts {
  /** What was generated. */
  readonly generated: Generated;
  /** Asks the studio. */
  readonly ask: Ask;
  /** Does something that may take a while or fail, and says so. */
  readonly attempt: (doing: string, work: () => Promise<string>) => Promise<void>;
  /** Says what is wrong. */
  readonly tell: (error: unknown) => void;
}

/** What was generated: its files, their code and how the disk would change, and what to do with it. */
export function outputView(parts: OutputParts): HTMLElement {
  const { generated, ask, tell } = parts;
  const { id, target, files, command, isUsable } = generated;
  const code = element("code", {});
  const pre = element("pre", { tabindex: "0", aria: { label: "Code" } }, code);
  const heading = element("h3", { class: "file-title" });
  const jump = element("div", {});
  let current: FileLine | null = null;
  let mode: "code" | "difference" = "code";
  const show = async (): Promise<void> => {
    const file = current;
    if (file === null) return;
    const { text, diff } = await ask("file", { id, path: file.path });
    if (file !== current) return;
    const lines = plural(file.lines, "line");
    heading.replaceChildren(file.path, " ", element("small", {}, `${lines} · ${stateWords[file.state]}`));
    pre.setAttribute("aria-label", mode === "code" ? `Code of ${file.path}` : `Difference of ${file.path}`);
    if (mode === "code") code.replaceChildren(highlight(text, file.path));
    else if (diff === "") code.replaceChildren(element("span", { class: "hint" }, "The file on disk is the same."));
    else code.replaceChildren(diffView(diff));
    pre.scrollTop = 0;
    jump.replaceChildren(...(mode === "code" && file.path.endsWith(".py") ? goTo(text, pre) : []));
  };
  const draw = (): void => void show().catch(tell);
  const list = fileList(files, (file) => {
    current = file;
    draw();
  });
  const modeRadio = (value: typeof mode, label: string): HTMLElement => {
    const input = element("input", { type: "radio", name: "mode", value, checked: value === mode, onchange: () => {
      mode = value;
      draw();
    } });
    return element("label", {}, input, ` ${label}`);
  };
  const modes = element("fieldset", { class: "segments" }, element("legend", { class: "unseen" }, "Show"), modeRadio("code", "Code"), modeRadio("difference", "Difference to disk"));
  const summary = element("p", { class: "counts" }, summaryOf(files));
  const outcome = element("div", { class: "outcome" });
  const save = element("div", {});
  const onSaved = (saved: Saved): void => {
    list.update(saved.files);
    save.replaceChildren(savePanel({ ...parts, generated: { ...generated, files: saved.files }, onSaved }));
    byId("save", HTMLButtonElement).focus();
    summary.replaceChildren(summaryOf(saved.files));
    outcome.replaceChildren(...(saved.refused.length + saved.warnings.length === 0 ? [] : [messagesView([...saved.refused, ...saved.warnings])]));
  };
  save.append(savePanel({ ...parts, onSaved }));
  return element(
    "section",
    { class: "output", aria: { labelledby: "output-title" } },
    element("h2", { id: "output-title", tabindex: "-1" }, target),
    summary,
    isUsable ? save : element("p", { class: "error" }, "The document has errors, so that this is not to be used; they are listed below."),
    outcome,
    element("div", { class: files.length > 1 ? "browser" : "browser single" }, list.view, element("div", { class: "reader" }, element("div", { class: "reader-head" }, heading, element("div", { class: "reader-tools" }, jump, modes)), pre)),
    element("p", { class: "command" }, element("span", { class: "hint" }, "The same on the command line"), element("code", {}, command)),
  );
}

/** How many files there are of each state: `3 new, 1 changed`. */
function summaryOf(files: readonly FileLine[]): string {
  const counts = new Map<string, number>();
  for (const { state } of files) counts.set(stateWords[state], (counts.get(stateWords[state]) ?? 0) + 1);
  return `${plural(files.length, "file")}, compared with the disk: ${[...counts].map(([word, count]) => `${count} ${word}`).join(", ")}`;
}
