import type { Context } from "../context.ts";
import type { Place } from "../diagnostics/reporter.ts";
import { orMeant } from "../diagnostics/suggest.ts";
import type { Origin } from "../ir/origin.ts";

/** Keys and indexes that lead to a setting, from the top of the configuration. */
export type SettingPath = readonly (string | number)[];

/** Where a setting was written; the fallback where nobody knows. */
export function settingPlace(context: Context, path: SettingPath, fallback: Origin): Place {
  return context.settings?.place(path) ?? fallback;
}

/** Says that a setting cannot be used, at its place. */
export function reportSetting(context: Context, path: SettingPath, { reason, origin }: { readonly reason: string; readonly origin: Origin }): void {
  context.reporter.report("configuration-not-valid", settingPlace(context, path, origin), { key: path.join("."), reason });
}

/** Says that nothing asked for an override, the last key of its path: an error where the document has nothing at its pointer, a warning where it is merely not compiled. */
export function reportUnused(context: Context, path: SettingPath, origin: Origin): void {
  const place = settingPlace(context, path, origin);
  const option = path.slice(0, -1).join(".");
  const pointer = String(path.at(-1));
  const target = context.settings?.target(pointer) ?? { exists: true, meant: null };
  if (target.exists) context.reporter.report("override-not-used", place, { option, pointer });
  else context.reporter.report("configuration-not-valid", place, { key: option, reason: `the document has nothing at ${pointer}${orMeant(target.meant)}` });
}
