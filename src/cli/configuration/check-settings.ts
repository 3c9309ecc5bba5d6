import { isIdentifier } from "../../../pyast/index.ts";
import type { Fault } from "./check-value.ts";
import type { PageSettings, Settings } from "./settings.ts";

/** What each style of pages cannot do without, besides `items`. */
const needs = { page: ["page"], offset: ["offset"], cursor: ["cursor", "next"], link: [], url: ["next"] } as const satisfies Readonly<Record<PageSettings["style"], readonly (keyof PageSettings)[]>>;

/** What is wrong with settings whose shape is right. */
export function checkSettings({ name = null, pagination = {}, resources = {} }: Settings): readonly Fault[] {
  const faults: Fault[] = [];
  if (name !== null && !isIdentifier(name)) faults.push({ path: ["name"], atKey: false, reason: `${name} is a keyword of Python` });
  for (const [pointer, page] of Object.entries(pagination)) {
    for (const key of page === null ? [] : needs[page.style]) {
      if (page?.[key] === undefined && !(key === "next" && page?.["next-header"] !== undefined)) faults.push({ path: ["pagination", pointer, "style"], atKey: true, reason: `the style ${page?.style ?? ""} needs ${key}${key === "next" ? " or next-header" : ""}` });
    }
  }
  for (const key of Object.keys(resources)) {
    if (key !== "" && !key.split(".").every(isIdentifier)) faults.push({ path: ["resources", key], atKey: true, reason: "a resource is an attribute of the client, or a path of them: voice.lane_mode" });
  }
  return faults;
}
