import { isIdentifier } from "../../pyast/index.ts";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";
import { formatOrigin } from "../ir/origin.ts";
import type { Answer, BodyShape, Operation, Parameter, RequestBody } from "../ir/operation.ts";
import type { Options } from "../options.ts";
import { asDraft } from "./rewrite.ts";
import type { Pass } from "./pass.ts";
import { allProperties, schemaAt } from "./schema-table.ts";
import { reportPositional } from "./report-positional.ts";
import { selects } from "./select.ts";
import { reportSetting, reportUnused, settingPlace } from "./settings.ts";

/** What the configuration says about calls, and what of it was asked for. */
interface Facts {
  readonly api: Api;
  readonly context: Context;
  /** What a table has under a key. */
  readonly at: <T>(table: Readonly<Record<string, T>>, key: string) => T | undefined;
  /** The key of an operation. */
  readonly pointer: (operation: Operation) => string;
}

/** Decides how callers give arguments and what becomes of results, where the configuration says so. */
export const shapeCalls: Pass = {
  name: "shape-calls",
  run(api, draft, context) {
    const { keywords, supplied } = context.options.signatures;
    const { results } = context.options;
    const used = new Set<string>();
    const at: Facts["at"] = (table, key) => {
      if (!Object.hasOwn(table, key)) return undefined;
      used.add(key);
      return table[key];
    };
    const facts: Facts = { api, context, at, pointer: ({ origin }) => formatOrigin(origin, api.origin.document) };
    draft.operations = asDraft(api.operations.map((operation) => shaped(facts, operation)));
    for (const pointer of Object.keys(results)) if (!used.has(pointer)) reportUnused(context, ["results", pointer], api.origin);
    for (const pointer of Object.keys(keywords)) if (!used.has(pointer)) reportUnused(context, ["signatures", "keywords", pointer], api.origin);
    for (const parameter of Object.keys(supplied)) {
      if (!used.has(parameter)) reportSetting(context, ["signatures", "supplied", parameter], { reason: "no operation has this parameter", origin: api.origin });
    }
    reportPositional(api, context);
  },
};

function shaped(facts: Facts, operation: Operation): Operation {
  const wanted = positionalOf(facts.context.options, operation);
  const answer = answerOf(facts, operation);
  return {
    ...operation,
    parameters: operation.parameters.map((parameter) => shapedParameter(facts, parameter, wanted)),
    body: operation.body === null ? null : shapedBody(facts, { operation, body: operation.body, wanted }),
    answer,
    // What is taken out of a response leads to no further pages.
    pagination: answer === null ? operation.pagination : null,
  };
}

/** The wire names that the configuration of the operation's namespace lets callers give by position; `*` is all of them. */
function positionalOf({ resources }: Options, operation: Operation): ReadonlySet<string> {
  const found = Object.values(resources).find(({ operations }) => operations.some((selector) => selects(selector, operation)));
  return new Set(found?.positional);
}

function shapedParameter(facts: Facts, parameter: Parameter, wanted: ReadonlySet<string>): Parameter {
  const from = facts.at(facts.context.options.signatures.supplied, `${parameter.in} ${parameter.wire}`);
  const [module = "", name = ""] = from?.split(".") ?? [];
  const known = facts.context.options.extraFiles.some((file) => file.module === module) && isIdentifier(name);
  if (from !== undefined && !known) facts.context.reporter.report("supplier-not-found", settingPlace(facts.context, ["signatures", "supplied", `${parameter.in} ${parameter.wire}`], parameter.origin), { name: parameter.wire, supplier: from });
  return { ...parameter, positional: parameter.positional || wanted.has("*") || wanted.has(parameter.wire), supplied: known ? { module, name } : null };
}

interface BodyParts {
  readonly operation: Operation;
  readonly body: RequestBody;
  readonly wanted: ReadonlySet<string>;
}

function shapedBody(facts: Facts, { operation, body, wanted }: BodyParts): RequestBody {
  const { shape } = body;
  const spread = facts.at(facts.context.options.signatures.keywords, facts.pointer(operation)) ?? null;
  const isPositional = (name: string): boolean => wanted.has("*") || wanted.has(name);
  const refuse = (reason: string): void => facts.context.reporter.report("call-shape-not-usable", settingPlace(facts.context, ["signatures", "keywords", facts.pointer(operation)], operation.origin), { operation: named(operation), reason });
  if (spread !== null && !isIdentifier(spread)) refuse(`${JSON.stringify(spread)} is no name for keywords`);
  else if (spread !== null && (shape?.kind !== "keywords" || body.media.some(({ codec }) => codec === "multipart"))) refuse("its body is no JSON object or form whose properties could be keywords");
  let made: BodyShape | null = shape;
  if (shape?.kind === "argument") made = { ...shape, positional: isPositional("body") };
  if (shape?.kind === "keywords") {
    const name = spread !== null && isIdentifier(spread) ? spread : null;
    made = { ...shape, spread: name, fields: shape.fields.map((field) => ({ ...field, positional: isPositional(field.wire) })) };
  }
  return { ...body, shape: made };
}

/** What the configuration makes of a result, null where it says nothing that fits. */
function answerOf(facts: Facts, operation: Operation): Answer | null {
  const { api, context, at } = facts;
  const wish = at(context.options.results, facts.pointer(operation));
  if (wish === undefined) return null;
  const refuse = (reason: string): null => {
    context.reporter.report("call-shape-not-usable", settingPlace(context, ["results", facts.pointer(operation)], operation.origin), { operation: named(operation), reason });
    return null;
  };
  const { unwrap, absent, otherwise } = wish;
  const { result } = operation;
  if (result.kind !== "json" || operation.stream !== null) return refuse("it does not answer with JSON alone");
  if (otherwise !== null && (absent === null || !isIdentifier(otherwise))) return refuse("`otherwise` is the name of an argument, and goes with `absent`");
  if (unwrap !== null) {
    let schema = schemaAt(api.schemas, result.use.schema);
    if (schema.kind === "alias") schema = schemaAt(api.schemas, schema.target.schema);
    if (result.use.nullable || schema.kind !== "object" || !schema.named) return refuse("its answer is no object");
    if (!allProperties(api.schemas, schema).some(({ wire }) => wire === unwrap)) return refuse(`its answer has no property ${unwrap}`);
  }
  return { unwrap, absent, otherwise };
}

function named({ operationId, method, path }: Operation): string {
  return operationId ?? `${method} ${path}`;
}
