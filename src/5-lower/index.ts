import type { Program } from "../../pyast/index.ts";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import type { Operation } from "../ir/operation.ts";
import type { EnumMember, Schema, SchemaUse } from "../ir/schema.ts";
import type { LowerContext } from "./context.ts";
import { reportFacade } from "./facade/has-facade.ts";
import { lowerPackage } from "./layout/package.ts";
import { takesNull } from "./models/models.ts";
import { answerUse } from "./operations/answers.ts";
import { methodArguments } from "./operations/operations.ts";
import { firstList, pagedResult, pagesFunction } from "./operations/pages.ts";
import { pyproject } from "./project/pyproject.ts";
import { readme } from "./project/readme.ts";
import { reference } from "./project/reference.ts";
import { reportWeight } from "./layout/report-weight.ts";
import { lowerSingleModule } from "./layout/single-module.ts";
import { createSymbols } from "./symbols.ts";
import { aliasText, expressionText, typeText } from "./type-text.ts";
import { isClass, isEnumClass } from "./models/types.ts";

/** A file that is not Python. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** What the document became: Python that only has to be printed, the texts beside it, and the words for the manifest. */
export interface Lowered extends Described {
  readonly program: Program;
  readonly texts: readonly TextFile[];
}

/** The words for the manifest. */
export interface Described {
  readonly api: Api;
  /** The Python type of a use of a schema, as an output has it: `list[SpecialEvent]`. */
  readonly typeOf: (use: SchemaUse) => string;
  /** The type that a schema's alias stands for, null for a class. */
  readonly aliasOf: (schema: Schema) => string | null;
  /** The members of a schema's class, none where it is no enum or no class. */
  readonly membersOf: (schema: Schema) => readonly EnumMember[];
  /** Whether null is a value of its own there, so that `None` does not mean left out. */
  readonly takesNull: (use: SchemaUse) => boolean;
  /** The arguments of a call that may be given by position, in order. */
  readonly positionalOf: (operation: Operation) => readonly string[];
  /** What callers get where the configuration, or a function that gives the list of a page, makes something of a result, and its schema where it is one; null where they get the result. */
  readonly answerOf: (operation: Operation) => { readonly type: string; readonly use: SchemaUse | null } | null;
  /** Whether a call gives a page that leads to the others. */
  readonly isPaged: (operation: Operation) => boolean;
  /** The function that iterates over an operation's pages, null where there is none. */
  readonly pagesOf: (operation: Operation) => string | null;
}

/** Says what the decided IR becomes, without making it. */
export function describe(api: Api, context: Context): Described {
  return described(lowerContextOf(api, context));
}

/** Turns the decided IR into a linked program. */
export function lower(api: Api, context: Context): Lowered {
  const lowerContext = lowerContextOf(api, context);
  reportFacade(lowerContext);
  if (context.options.layout === "module") {
    const program = lowerSingleModule(lowerContext);
    reportWeight(program, context, api.origin);
    return { program, texts: [], ...described(lowerContext) };
  }
  const texts = [
    { path: "pyproject.toml", text: pyproject(api, context) },
    { path: "README.md", text: readme(lowerContext, api, context) },
    { path: "api.md", text: reference(lowerContext) },
    { path: `${api.names.module}/py.typed`, text: "" },
    ...context.options.extraFiles.map(({ module, text }) => ({ path: `${api.names.module}/${module}.py`, text })),
  ];
  return { program: lowerPackage(lowerContext), texts, ...described(lowerContext) };
}

function lowerContextOf(api: Api, context: Context): LowerContext {
  const classNames = new Set(Object.values(api.schemas).flatMap((schema) => schema.name ?? []));
  const modelFiles = new Set(Object.values(api.schemas).flatMap((schema) => schema.file ?? []));
  const extended = new Set(Object.values(api.schemas).flatMap((schema) => (schema.kind === "object" ? (schema.base ?? []) : [])));
  return { api, context, symbols: createSymbols(api.names.module, classNames), extended, classNames, modelFiles, width: context.options.lineLength };
}

function described(lower: LowerContext): Described {
  return {
    api: lower.api,
    typeOf: (use) => typeText(lower, use),
    aliasOf: (schema) => (isClass(schema) ? null : aliasText(lower, schema)),
    membersOf: (schema) => (schema.kind === "enum" && lower.context.options.models === "pydantic" && isEnumClass(lower, schema) ? schema.members : []),
    takesNull: (use) => takesNull(lower, use),
    positionalOf: (operation) => methodArguments(lower, operation).filter((one) => one.positional).map((one) => one.name),
    answerOf: (operation) => {
      const list = firstList(lower, operation);
      if (list !== null) return { type: expressionText(list.type), use: null };
      const answer = answerUse(lower, operation);
      return answer === null ? null : { type: expressionText(answer.type), use: answer.use };
    },
    isPaged: (operation) => lower.context.options.surface === "clients" && pagedResult(lower, operation) !== null,
    pagesOf: (operation) => pagesFunction(lower, operation),
  };
}
