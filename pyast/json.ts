import { binaryOperators, booleanOperators, comparisonOperators, grammar } from "./grammar.ts";
import { parameterKinds, unaryOperators } from "./grammar.ts";
import type { Module } from "./nodes.ts";
import { isKind } from "./walk.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The module as JSON text, in the shape scripts/freeze/ast_json.py reads and writes. */
export function toJson(module: Module): string {
  return JSON.stringify(module);
}

/** A module from what scripts/freeze/ast_json.py wrote, checked against the table; throws with the path of what is wrong. */
export function fromJson(value: unknown): Module {
  if (!isModule(value)) throw new TypeError("$: not a Module");
  return value;
}

function isModule(value: unknown): value is Module {
  checkNode(value, "mod", "$");
  return true;
}

function checkNode(value: unknown, sort: string, path: string): void {
  const fields = record(value, path);
  const kind = fields["kind"];
  if (typeof kind !== "string" || !isKind(kind)) fail(path, `unknown kind ${JSON.stringify(kind)}`);
  const entry = grammar[kind];
  if (entry.sort !== sort) fail(path, `${kind} is a ${entry.sort}, not a ${sort}`);
  checkFields(fields, entry.fields, path);
  const allowed = Object.keys(entry.fields).length + 1;
  const comments = fields["comments"];
  if (comments !== undefined) {
    const legal = sort === "stmt" && Array.isArray(comments);
    if (!legal || !comments.every((each) => typeof each === "string")) fail(path, "wrong comments");
  }
  if (Object.keys(fields).length !== allowed + (comments === undefined ? 0 : 1)) {
    fail(path, `${kind} has fields that are not its own`);
  }
}

function checkFields(fields: Fields, types: Fields, path: string): void {
  for (const [name, type] of Object.entries(types)) {
    if (!Object.hasOwn(fields, name)) fail(path, `${name} is missing`);
    checkField(fields[name], type, `${path}.${name}`);
  }
}

function checkField(value: unknown, type: unknown, path: string): void {
  if (Array.isArray(type)) {
    const types = record(type[0], path);
    list(value, path).forEach((item, i) => checkFields(record(item, path), types, `${path}[${i}]`));
    return;
  }
  const text = String(type);
  if (text.endsWith("*")) {
    const one = text.slice(0, -1);
    list(value, path).forEach((item, i) => checkOne(item, one, `${path}[${i}]`));
  } else if (!text.endsWith("?")) {
    checkOne(value, text, path);
  } else if (value !== null) {
    checkOne(value, text.slice(0, -1), path);
  }
}

const words: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["operator", new Set<string>(Object.keys(binaryOperators))],
  ["boolop", new Set<string>(Object.keys(booleanOperators))],
  ["unaryop", new Set<string>(Object.keys(unaryOperators))],
  ["cmpop", new Set<string>(Object.keys(comparisonOperators))],
  ["paramkind", new Set<string>(parameterKinds)],
]);

function checkOne(value: unknown, type: string, path: string): void {
  const spellings = words.get(type);
  if (spellings !== undefined) {
    if (typeof value !== "string" || !spellings.has(value)) fail(path, `no such ${type}`);
  } else if (type === "identifier") {
    if (typeof value !== "string") fail(path, "not an identifier");
  } else if (type === "int") {
    if (!Number.isInteger(value)) fail(path, "not an integer");
  } else if (type === "bool") {
    if (typeof value !== "boolean") fail(path, "not a boolean");
  } else if (type === "constant") {
    if (!isConstant(value)) fail(path, "not a constant");
  } else {
    checkNode(value, type, path);
  }
}

function isConstant(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value !== "object") return false;
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) return false;
  const [name, held] = entry;
  if (name === "ellipsis") return held === true;
  if (name === "codes") return Array.isArray(held) && held.every(Number.isInteger);
  return ["int", "float", "complex", "bytes"].includes(name) && typeof held === "string";
}

function record(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(path, "not an object");
  return value as Fields;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) fail(path, "not a list");
  return value;
}

function fail(path: string, message: string): never {
  throw new TypeError(`${path}: ${message}`);
}
