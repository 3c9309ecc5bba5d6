import type { Choices, GivenDocument } from "./protocol.ts";

/** The option of the command line that each choice is, in the order in which they are written. */
const options = {
  profile: "--profile",
  authType: "--auth-type",
  layout: "--layout",
  name: "--name",
  http: "--http",
  python: "--target-python",
  output: "--output",
} as const satisfies Readonly<Record<keyof Choices, string>>;

/** Choices as arguments of the command line, which checks them and gives them their meaning. A value is never taken for an option. */
export function argumentsOf(document: GivenDocument, choices: Choices): readonly string[] {
  return [...chosen(choices).map(([option, value]) => `${option}=${value}`), "--", document.kind === "place" ? document.place : "-"];
}

/** The same as somebody would type it into a shell. */
export function commandOf(document: GivenDocument, choices: Choices): string {
  const place = document.kind === "place" ? document.place : "openapi.yaml";
  const written = chosen(choices).map(([option, value]) => `${option}${value.startsWith("-") ? "=" : " "}${quoted(value)}`);
  return ["npx pysdk-compile", quoted(place.startsWith("-") ? `./${place}` : place), ...written].join(" ");
}

function chosen(choices: Choices): readonly (readonly [string, string])[] {
  const keys = ["profile", "authType", "layout", "name", "http", "python", "output"] as const satisfies readonly (keyof Choices)[];
  return keys.flatMap((key) => (choices[key] === "" ? [] : [[options[key], choices[key]] as const]));
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
