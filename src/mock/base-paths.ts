import { isArray } from "../ir/origin.ts";
import { below, fieldOf, itemsOf, membersOf, type Place, textOf } from "./place.ts";

/** The paths that servers begin with, the first server's default first; `""` where there is none. */
export function basePaths(servers: Place | undefined): readonly string[] {
  const paths = itemsOf(servers).flatMap((server) => {
    let urls: readonly string[] = [textOf(server, "url") ?? ""];
    for (const [name, variable] of membersOf(below(server, "variables"))) {
      const listed = fieldOf(variable, "enum");
      const values = [fieldOf(variable, "default"), ...(isArray(listed) ? listed : [])].filter((one) => one !== undefined).map(String);
      urls = urls.flatMap((url) => [...new Set(values)].map((value) => url.replaceAll(`{${name}}`, value))).slice(0, 64);
    }
    return urls.map(pathOf);
  });
  return paths.length === 0 ? [""] : [...new Set(paths)];
}

function pathOf(url: string): string {
  const path = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, "").replace(/^\/\/[^/?#]*/, "").split(/[?#]/)[0] ?? "";
  const parts = path.split("/").filter((one) => one !== "" && one !== "." && one !== "..");
  return parts.length === 0 ? "" : `/${parts.join("/")}`;
}
