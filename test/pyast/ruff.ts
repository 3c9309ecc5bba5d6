import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import type { Module } from "../../pyast/index.ts";
import { moduleText } from "../../pyast/print/module.ts";

const workspaces = new Map<number, Workspace>();

/** Ruff's formatter for a line length. */
export function ruff(lineLength: number): Workspace {
  const known = workspaces.get(lineLength);
  if (known !== undefined) return known;
  const made = new Workspace({ "line-length": lineLength }, PositionEncoding.Utf16);
  workspaces.set(lineLength, made);
  return made;
}

/**
 * The module with every statement on one line, without trailing commas and blank lines: what ruff makes of it owes
 * nothing to our layout, as a magic trailing comma would.
 */
export function flatText(module: Module): string {
  return moduleText(module, { lineLength: Infinity, blankLines: false, firstParty: new Set() });
}
