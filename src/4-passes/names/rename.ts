import { isIdentifier } from "../../../pyast/index.ts";
import type { Context } from "../../context.ts";
import type { Api } from "../../ir/api.ts";
import { formatOrigin, type Origin } from "../../ir/origin.ts";
import { reportUnused, settingPlace } from "../settings.ts";
import { attributePath, lastPart } from "./lock.ts";

/** The overrides of the configuration, and what became of them. */
export interface Renames {
  /** The name a person asked for, or undefined. A name that is no identifier is reported once and does not count. */
  of(origin: Origin): string | undefined;
  /** Like `of` for an operation, whose override is an attribute path: its last part. */
  method(origin: Origin): string | undefined;
  /** Reports overrides that nothing asked for. */
  finish(): void;
}

/** Prepares the overrides for look-ups by place. */
export function renamesOf(api: Api, context: Context): Renames {
  const entry = api.origin.document;
  const { renames } = context.options;
  const used = new Set<string>();
  const find = (origin: Origin): string | undefined => {
    const pointer = formatOrigin(origin, entry);
    if (!Object.hasOwn(renames, pointer)) return undefined;
    used.add(pointer);
    return renames[pointer];
  };
  const refuse = (origin: Origin, name: string): undefined => {
    context.reporter.report("name-not-usable", settingPlace(context, ["renames", formatOrigin(origin, entry)], origin), { name, reason: "it is not a Python identifier, or a keyword" });
    return undefined;
  };
  return {
    of(origin) {
      const name = find(origin);
      return name === undefined || isIdentifier(name) ? name : refuse(origin, name);
    },
    method(origin) {
      const name = find(origin);
      return name === undefined ? undefined : attributePath(name) === undefined ? refuse(origin, name) : lastPart(name);
    },
    finish() {
      for (const pointer of Object.keys(renames)) {
        if (!used.has(pointer)) reportUnused(context, ["renames", pointer], api.origin);
      }
    },
  };
}
