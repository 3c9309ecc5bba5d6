import type { Choices, GivenDocument, RequestName, Requests } from "./protocol.ts";

type Reader<T> = (value: unknown) => T | null;

/** What a text says that should be the body of a request; null where it is none. */
export function readSent<Name extends RequestName>(name: Name, text: string): Requests[Name]["sent"] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return readers[name](value);
}

/** Whether a text is the name of a request. */
export function isRequestName(text: string): text is RequestName {
  return Object.hasOwn(readers, text);
}

const readers: { readonly [Name in RequestName]: Reader<Requests[Name]["sent"]> } = {
  about: () => ({}),
  read: readWork,
  generate: readWork,
  file: (value) => {
    const [id, path] = [textAt(value, "id"), textAt(value, "path")];
    return id === null || path === null ? null : { id, path };
  },
  save: (value) => {
    const id = textAt(value, "id");
    const given = textAt(value, "onEdited");
    const onEdited = (["stop", "force", "keep", "merge"] as const).find((one) => one === given);
    return id === null || onEdited === undefined ? null : { id, onEdited };
  },
  download: (value) => {
    const id = textAt(value, "id");
    return id === null ? null : { id };
  },
};

function readWork(value: unknown): Requests["generate"]["sent"] | null {
  const document = readDocument(at(value, "document"));
  const choices = readChoices(at(value, "choices"));
  return document === null || choices === null ? null : { document, choices };
}

function readDocument(value: unknown): GivenDocument | null {
  const [place, text] = [textAt(value, "place"), textAt(value, "text")];
  if (place !== null && !place.includes("\0")) return { kind: "place", place };
  return text === null ? null : { kind: "text", text };
}

function readChoices(value: unknown): Choices | null {
  const read = (key: keyof Choices): string => (textAt(value, key) ?? "").trim();
  if (typeof value !== "object" || value === null) return null;
  return { profile: read("profile"), authType: read("authType"), layout: read("layout"), name: read("name"), http: read("http"), python: read("python"), output: read("output") };
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function textAt(value: unknown, key: string): string | null {
  const found = at(value, key);
  return typeof found === "string" ? found : null;
}
