import type { FileLine } from "../protocol.ts";
import { element } from "./element.ts";

/** A list of files of which one is chosen. */
export interface FileList {
  /** To be put into the page. */
  readonly view: HTMLElement;
  /** Shows other states of the files; the choice stays. */
  readonly update: (files: readonly FileLine[]) => void;
}

/** What is said of a file beside its name. */
export const stateWords = { new: "new", changed: "changed", same: "same", edited: "edited by hand", foreign: "made by hand", blocked: "in the way", stale: "removed" } as const satisfies Readonly<Record<FileLine["state"], string>>;

/** A list box: one stop for the Tab key, arrows move inside. */
export function fileList(files: readonly FileLine[], onChoose: (file: FileLine) => void): FileList {
  const view = element("div", { class: "files", role: "listbox", tabindex: "0", aria: { label: "Files" } });
  let shown = files;
  let chosen = -1;
  const choose = (index: number): void => {
    const file = shown[index];
    if (file === undefined) return;
    chosen = index;
    for (const [number, option] of [...view.children].entries()) option.setAttribute("aria-selected", String(number === index));
    view.setAttribute("aria-activedescendant", `file-${index}`);
    view.children[index]?.scrollIntoView({ block: "nearest" });
    onChoose(file);
  };
  const draw = (): void => {
    view.replaceChildren(...shown.map((file, index) =>
      element("div", { role: "option", id: `file-${index}`, onclick: () => choose(index), aria: { selected: "false" } }, pathView(file.path), " ", element("span", { class: `state ${file.state}` }, stateWords[file.state]))));
  };
  view.addEventListener("keydown", (event) => {
    const moves: ReadonlyMap<string, number> = new Map([["ArrowDown", chosen + 1], ["ArrowUp", chosen - 1], ["Home", 0], ["End", shown.length - 1], ["PageDown", Math.min(shown.length - 1, chosen + 10)], ["PageUp", Math.max(0, chosen - 10)]]);
    const next = moves.get(event.key);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  });
  draw();
  choose(Math.max(0, files.findIndex((file) => /(^|\/)_client\.py$/.test(file.path))));
  return {
    view,
    update: (next) => {
      shown = next;
      draw();
      choose(Math.min(Math.max(chosen, 0), shown.length - 1));
    },
  };
}

/** A path of which the folders give way where there is little room. */
function pathView(path: string): HTMLElement {
  const at = path.lastIndexOf("/") + 1;
  return element("span", { class: "path" }, at === 0 ? null : element("span", { class: "folder" }, path.slice(0, at)), element("span", { class: "file" }, path.slice(at)));
}
