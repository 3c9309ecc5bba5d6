import type { Program } from "../../pyast/index.ts";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { LowerContext } from "./context.ts";
import { lowerPackage } from "./package.ts";
import { pagedResult } from "./pages.ts";
import { pyproject } from "./project/pyproject.ts";
import { readme } from "./project/readme.ts";
import { reference } from "./project/reference.ts";
import { lowerSingleModule } from "./single-module.ts";
import { createSymbols } from "./symbols.ts";
import { typeText } from "./type-text.ts";

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
  /** Whether a call gives a page that leads to the others. */
  readonly isPaged: (operation: Operation) => boolean;
}

/** Turns the decided IR into a linked program. */
export function lower(api: Api, context: Context): Lowered {
  const { options } = context;
  const classNames = new Set(Object.values(api.schemas).flatMap((schema) => schema.name ?? []));
  const lowerContext: LowerContext = { api, context, symbols: createSymbols(api.names.module), classNames, width: options.lineLength };
  const isPaged = (operation: Operation): boolean => pagedResult(lowerContext, operation) !== null;
  const typeOf = (use: SchemaUse): string => typeText(lowerContext, use);
  if (options.layout === "module") return { program: lowerSingleModule(lowerContext), texts: [], api, typeOf, isPaged };
  const texts = [
    { path: "pyproject.toml", text: pyproject(api, context) },
    { path: "README.md", text: readme(lowerContext, api, context) },
    { path: "api.md", text: reference(lowerContext) },
    { path: `${api.names.module}/py.typed`, text: "" },
    ...options.extraFiles.map(({ module, text }) => ({ path: `${api.names.module}/${module}.py`, text })),
  ];
  return { program: lowerPackage(lowerContext), texts, api, typeOf, isPaged };
}
