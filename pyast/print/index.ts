import type { Module } from "../nodes.ts";
import { moduleText } from "./module.ts";

/** How Python is printed. */
export interface Style {
  /** The columns a line may have; 88 when not given. */
  readonly lineLength?: number;
  /** Top-level names of the program's own packages: their imports stand in a group of their own. */
  readonly firstParty?: ReadonlySet<string>;
}

/** The text of a module, as `ruff format` would leave it. */
export function print(module: Module, style: Style = {}): string {
  const { lineLength = 88, firstParty = new Set() } = style;
  return moduleText(module, { lineLength, firstParty, blankLines: true });
}
