import { element } from "./element.ts";

/** Shorter texts are read as they are. */
const fewest = 5;

/** A choice of the public classes and functions of a module, which scrolls to the one that is chosen; empty where there are few. */
export function goTo(text: string, view: HTMLElement): readonly HTMLElement[] {
  const places = text.split("\n").flatMap((line, index) => {
    const [, name] = /^(?:class|def|async def) ([A-Za-z]\w*)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, index }];
  });
  if (places.length < fewest) return [];
  const options = places.map(({ name, index }) => element("option", { value: String(index) }, name));
  const select = element("select", { aria: { label: "Go to a class or function" } }, element("option", { value: "0" }, "Go to …"), ...options);
  select.addEventListener("change", () => {
    view.scrollTop = Number(select.value) * lineHeight(view);
  });
  return [select];
}

function lineHeight(view: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(view).lineHeight);
}
