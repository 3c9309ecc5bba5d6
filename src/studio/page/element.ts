/** What an element may hold: texts stay texts, whatever is in them. */
export type Child = Node | string | null;

/** The attributes of an element; `on` prefixes are events, null leaves out. */
export interface Attributes {
  readonly class?: string | null;
  readonly id?: string;
  readonly role?: string;
  readonly href?: string;
  readonly download?: string;
  readonly type?: string;
  readonly name?: string;
  readonly value?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly open?: boolean;
  readonly tabindex?: string;
  readonly scope?: string;
  readonly onclick?: () => void;
  readonly onchange?: () => void;
  readonly aria?: Readonly<Record<string, string>>;
}

/** Makes an element of its parts. */
export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes, ...children: readonly Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  const { onclick, onchange, aria = {}, ...plain } = attributes;
  for (const [name, value] of Object.entries(plain)) {
    if (typeof value === "string") made.setAttribute(name, value);
    else if (value === true) made.setAttribute(name, "");
  }
  for (const [name, value] of Object.entries(aria)) made.setAttribute(`aria-${name}`, value);
  if (onclick !== undefined) made.addEventListener("click", onclick);
  if (onchange !== undefined) made.addEventListener("change", onchange);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** An element of the page that is always there. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`internal: the page has no ${id}`);
  return found;
}

/** A number with the word that it counts. */
export function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
