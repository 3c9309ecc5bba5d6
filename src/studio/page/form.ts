import type { Choices, GivenDocument } from "../protocol.ts";
import { byId } from "./element.ts";

/** What the form says now. */
export interface FormState {
  /** The document. */
  readonly document: GivenDocument;
  /** How it becomes an SDK. */
  readonly choices: Choices;
}

const source = "source";
const target = "target";

/** Makes the form show only what goes with what is chosen. */
export function startForm(place: string): void {
  if (place !== "") byId("place", HTMLInputElement).value = place;
  for (const name of [source, target]) {
    for (const radio of radios(name)) radio.addEventListener("change", () => showChosen(name));
    showChosen(name);
  }
}

/** Reads the form. */
export async function readForm(): Promise<FormState> {
  const isBifrost = chosen(target) === "bifrost";
  const choices: Choices = {
    profile: isBifrost ? `bifrost:${valueOf("integration")}` : "",
    authType: isBifrost ? valueOf("auth-type") : "",
    layout: valueOf("layout"),
    name: valueOf("name"),
    http: valueOf("http"),
    python: valueOf("python"),
    output: valueOf("output"),
  };
  return { document: await readDocument(), choices };
}

async function readDocument(): Promise<GivenDocument> {
  switch (chosen(source)) {
    case "file":
      return { kind: "text", text: (await byId("file", HTMLInputElement).files?.[0]?.text()) ?? "" };
    case "text":
      return { kind: "text", text: byId("text", HTMLTextAreaElement).value };
    default:
      return { kind: "place", place: valueOf("place") };
  }
}

function valueOf(id: string): string {
  const control = byId(id, HTMLElement);
  return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value.trim() : "";
}

function radios(name: string): readonly HTMLInputElement[] {
  return [...document.querySelectorAll("input")].filter((one) => one.type === "radio" && one.name === name);
}

function chosen(name: string): string {
  return radios(name).find((one) => one.checked)?.value ?? "";
}

function showChosen(name: string): void {
  for (const part of document.querySelectorAll<HTMLElement>(`[data-${name}]`)) part.hidden = part.dataset[name] !== chosen(name);
}
