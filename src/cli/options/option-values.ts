import { InvalidArgumentError, Option } from "commander";
import { isIdentifier } from "../../../pyast/index.ts";
import { deviceNames } from "../../4-passes/names/identifier.ts";
import { parseProvider } from "../../options.ts";

/** Adds a value of a repeatable option to the ones before it. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A whole number from 40 to 320. */
export function lineLength(value: string): number {
  const number = /^[0-9]{1,4}$/.test(value) ? Number(value) : 0;
  if (number < 40 || number > 320) throw new InvalidArgumentError("It must be a whole number from 40 to 320.");
  return number;
}

/** A version of Python that outputs can be compiled for. */
export function python(value: string): string {
  if (!/^3\.(?:1[0-9]|[2-9][0-9])$/.test(value)) throw new InvalidArgumentError("It must be 3.10 or later, written as 3.10.");
  return value;
}

/** An import name; dashes become underscores. */
export function importName(value: string): string {
  const text = value.replaceAll("-", "_");
  const fault = nameFault(text);
  if (fault !== null) throw new InvalidArgumentError(`It ${fault}.`);
  return text;
}

/** Why a package or module cannot have a name; null where it can. */
export function nameFault(name: string): string | null {
  if (!isIdentifier(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.length > 60) return "must be a Python identifier of ASCII letters, and no keyword";
  return deviceNames.test(name.toLowerCase()) ? "is what Windows calls a device, and no file can have that name there" : null;
}

/** A credential provider or profile: `bifrost:NAME`. */
export function provider(value: string): string {
  if (parseProvider(value) === null) throw new InvalidArgumentError("It must be written as bifrost:NAME.");
  return value;
}

/** Adds a header for fetching to the ones before it. */
export function header(value: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, key, text] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)$/.exec(value) ?? [];
  if (key === undefined || text === undefined) throw new InvalidArgumentError("It must be written as 'Name: value'.");
  return { ...before, [key]: text };
}

/** How many things are done at the same time. */
export function jobCount(value: string): number {
  const number = /^[0-9]{1,3}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > 256) throw new InvalidArgumentError("It must be a whole number from 1 to 256.");
  return number;
}

/** A port to listen on; 0 is any free one. */
export function port(value: string): number {
  const number = /^[0-9]{1,5}$/.test(value) ? Number(value) : -1;
  if (number < 0 || number > 65_535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return number;
}

/** `--color`, which every command that talks has. */
export function colorOption(): Option {
  return new Option("--color <when>", "colours: on a terminal, always, or never").choices(["auto", "always", "never"]).default("auto");
}

/** A text, or null where nothing was said. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** One of the choices, or null where nothing was said. */
export function oneOf<const T extends string>(value: unknown, choices: readonly T[]): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** The texts of a repeatable option. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The texts of a repeatable option with keys. */
export function record(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** What `--color` says. */
export function colorOf(value: unknown): "auto" | "always" | "never" {
  return oneOf(value, ["auto", "always", "never"]) ?? "auto";
}
