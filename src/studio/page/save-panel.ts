import type { OnEdited } from "../../6-emit/write.ts";
import type { Saved } from "../protocol.ts";
import { element, plural } from "./element.ts";
import type { OutputParts } from "./output-view.ts";

const ways = [
  ["stop", "write nothing while there are any"],
  ["keep", "leave them as they are"],
  ["merge", "merge them with what was generated"],
  ["force", "overwrite them"],
] as const satisfies readonly (readonly [OnEdited, string])[];

/** The buttons that save and download, with what to do about files of a person where there are any. */
export function savePanel({ generated, ask, attempt, onSaved }: Pick<OutputParts, "generated" | "ask" | "attempt"> & { readonly onSaved: (saved: Saved) => void }): HTMLElement {
  const { id, files, target, layout } = generated;
  const edited = files.filter((file) => file.edited);
  let onEdited: OnEdited = "stop";
  const save = (): void => void attempt("Saving", async () => {
    const saved = await ask("save", { id, onEdited });
    onSaved(saved);
    return saved.refused.length > 0 ? "Nothing was written: choose what to do with the files that were made or edited by hand." : `Saved: ${describe(saved)}.`;
  });
  const download = (): void => void attempt("Packing", async () => {
    const { name, type, base64 } = await ask("download", { id });
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    element("a", { href: address, download: name }).click();
    URL.revokeObjectURL(address);
    return `Downloaded ${name}.`;
  });
  const choice = edited.length === 0 ? null : element(
    "fieldset",
    { class: "ways" },
    element("legend", {}, `${plural(edited.length, "file")} made or edited by hand`),
    element("ul", { class: "names" }, ...edited.slice(0, 20).map(({ path }) => element("li", {}, element("code", {}, path)))),
    ...ways.map(([way, label]) => element("label", {}, element("input", { type: "radio", name: "on-edited", value: way, checked: way === onEdited, onchange: () => void (onEdited = way) }), ` ${label}`)),
  );
  return element(
    "div",
    { class: "save" },
    choice,
    element("div", { class: "buttons" }, element("button", { type: "button", class: "primary", id: "save", onclick: save }, `Save ${layout === "module" ? "as" : "into"} ${target}`), element("button", { type: "button", id: "download", onclick: download }, layout === "module" ? "Download the file" : "Download as ZIP")),
  );
}

function describe({ report: { created, changed, removed, kept, merged } }: Saved): string {
  const counts = ([[created, "new"], [changed, "changed"], [removed, "removed"], [kept, "kept"], [merged, "merged"]] as const).filter(([paths]) => paths.length > 0);
  return counts.length === 0 ? "everything was there already" : counts.map(([paths, word]) => `${paths.length} ${word}`).join(", ");
}
