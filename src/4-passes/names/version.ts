/** What other notations call a pre-release, as PEP 440 writes it. */
const phases: ReadonlyMap<string, string> = new Map([
  ["a", "a"], ["alpha", "a"], ["b", "b"], ["beta", "b"], ["c", "rc"], ["rc", "rc"], ["pre", "rc"], ["preview", "rc"],
  ["dev", ".dev"], ["snapshot", ".dev"], ["nightly", ".dev"], ["post", ".post"], ["rev", ".post"], ["r", ".post"], ["patch", ".post"],
]);

const digits = (text: string): string => text.replace(/^0+(?=[0-9])/, "");

/** The version of a document as PEP 440 has it: `1.0.0-beta.1` is `1.0.0b1`, `2024-01-15` is `2024.1.15`, what is no version is `0.0.0`. */
export function pep440(version: string): string {
  const text = version.trim().toLowerCase().slice(0, 100);
  const date = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(.*)$/.exec(text);
  const dotted = date === null ? text : `${date[1]}.${date[2]}.${date[3]}${date[4]}`;
  const release = /^(?:v|version|release)?[ ._-]?([0-9]{1,18}(?:\.[0-9]{1,18}){0,7})/.exec(dotted);
  if (release?.[1] === undefined) return "0.0.0";
  const numbers = release[1].split(".").map(digits).join(".");
  const phase = /^[ ._-]?([a-z]{1,10})[ ._-]?([0-9]{0,18})/.exec(dotted.slice(release[0].length));
  const known = phase?.[1] === undefined ? undefined : phases.get(phase[1]);
  return known === undefined ? numbers : `${numbers}${known}${digits(phase?.[2] === undefined || phase[2] === "" ? "0" : phase[2])}`;
}
