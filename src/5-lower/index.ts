import type { Program } from "../../pyast/index.ts";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import type { Schema, SchemaUse } from "../ir/schema.ts";
import type { LowerContext } from "./context.ts";
import { lowerPackage } from "./package.ts";
import { takesNull } from "./models.ts";
import { pagedResult } from "./pages.ts";
import { pyproject } from "./project/pyproject.ts";
import { readme } from "./project/readme.ts";
import { reference } from "./project/reference.ts";
import { lowerSingleModule } from "./single-module.ts";
import { createSymbols } from "./symbols.ts";
import { aliasText, typeText } from "./type-text.ts";
import { isClass } from "./types.ts";

/** A file that is not Python. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** What the document became: Python that only has to be printed, the texts beside it, and the words for the manifest. */
export interface Lowered {
  readonly program: Program;
  readonly texts: readonly TextFile[];
  readonly api: Api;
  /** The Python type of a use of a schema, as an output has it: `list[SpecialEvent]`. */
  readonly typeOf: (use: SchemaUse) => string;
  /** The type that a schema's alias stands for, null for a class. */
  readonly aliasOf: (schema: Schema) => string | null;
  /** Whether null is a value of its own there, so that `None` does not mean left out. */
  readonly takesNull: (use: SchemaUse) => boolean;
  /** Whether a call gives a page that leads to the others. */
  readonly isPaged: (operation: Operation) => boolean;
}

/** Turns the decided IR into a linked program. */
export function lower(api: Api, context: Context): Lowered {
  const { options } = context;
  const classNames = new Set(Object.values(api.schemas).flatMap((schema) => schema.name ?? []));
  const lowerContext: LowerContext = { api, context, symbols: createSymbols(api.names.module), classNames, width: options.lineLength };
  const told = {
    api,
    typeOf: (use: SchemaUse) => typeText(lowerContext, use),
    aliasOf: (schema: Schema) => (isClass(schema) ? null : aliasText(lowerContext, schema)),
    takesNull: (use: SchemaUse) => takesNull(lowerContext, use),
    isPaged: (operation: Operation) => pagedResult(lowerContext, operation) !== null,
  };
  if (options.layout === "module") return { program: lowerSingleModule(lowerContext), texts: [], ...told };
  const texts = [
    { path: "pyproject.toml", text: pyproject(api, context) },
    { path: "README.md", text: readme(lowerContext, api, context) },
    { path: "api.md", text: reference(lowerContext) },
    { path: `${api.names.module}/py.typed`, text: "" },
  ];
  return { program: lowerPackage(lowerContext), texts, ...told };
}
