import { external, rewrite, type OpenProgram, type Ref, type Symbol, type Tree } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { lazyClient } from "./functions.ts";

/** What stands in for parts of the runtime that only client classes need: [module, name] by [module, name]. */
const standInNames = [
  ["interop", "pydantic_schema", "unchecked", "unchecked_schema"],
] as const;

/** What stands in for quick parts and rich errors where all of it is one module: the same with more steps and fewer lines. */
const plainNames = [
  ["codecs", "array", "compounds", "ArrayKind"],
  ["codecs", "model", "compounds", "ModelKind"],
  ["errors", "ErrorModel", "wire", "Codec"],
  ["errors", "ResponseHeaders", "plain_headers", "PlainHeaders"],
  ["failures", "status_failure", "failures", "answered_failure"],
  ["models", "field", "plain_fields", "plain_field"],
  ["requester", "async_read_whole", "plain_session", "read_plainly"],
  ["requester", "request_limits", "plain_session", "plain_limits"],
  ["scalars", "QuickKind", "scalars", "TextKind"],
  ["session", "SessionClient", "plain_session", "PlainClient"],
  ["views", "QuickListView", "views", "ListView"],
  ["wire", "is_mapping", "texts", "is_members"],
] as const;

/** What does where the document's only enums are of text, and nothing has to be told by its value. */
const textNames = [["codecs", "enum", "plain_enums", "TextEnumKind"]] as const;

/** What does where requests may have whatever responses have. */
const wholeNames = [["wire", "wire_body", "wire", "plain"]] as const;

/** Whether all enums are of text, and none is part of a union. */
export function hasTextEnumsOnly({ api }: LowerContext): boolean {
  return Object.values(api.schemas).every((schema) => schema.kind !== "union" && (schema.kind !== "enum" || schema.members.every(({ value }) => typeof value === "string")));
}

/** Whether no property is left out of requests. */
export function sendsAll({ api }: LowerContext): boolean {
  return Object.values(api.schemas).every((schema) => schema.kind !== "object" || schema.properties.every(({ readOnly }) => !readOnly));
}

/** By the key of what only client classes need: what functions have in its place; with the plain parts where lines count. */
export function standInsOf(lower: LowerContext, parts: "quick" | "plain"): ReadonlyMap<string, Symbol> {
  const { symbols } = lower;
  const plain = parts === "plain" ? [...plainNames, ...(hasTextEnumsOnly(lower) ? textNames : []), ...(sendsAll(lower) ? wholeNames : [])] : [];
  const names = [...standInNames, ...plain];
  return new Map([
    [symbols.runtime("transport", "AsyncTransport").key, lazyClient(lower)],
    // Functions run on event loops of asyncio only.
    [symbols.runtime("retry", "async_pause").key, external("asyncio", "sleep", "attribute")],
    ...names.map(([module, name, inModule, inName]) => [symbols.runtime(module, name).key, symbols.runtime(inModule, inName)] as const),
  ]);
}

/** The program with the stand-ins in their places. */
export function withStandIns(program: OpenProgram, standIns: ReadonlyMap<string, Symbol>): OpenProgram {
  const edit = (node: Tree<Ref>, standing: string | null): Tree<Ref> => {
    const symbol = node.kind === "Ref" ? standIns.get(node.symbol.key) : undefined;
    // A class that stands in for the one that it extends goes on extending it.
    return symbol === undefined || symbol.key === standing || node.kind !== "Ref" ? node : { ...node, symbol };
  };
  return {
    modules: program.modules.map((module) => {
      const keys = new Map(module.declares.map(({ name, key }) => [name, key]));
      const body = module.body.body.map((each) => rewrite<Ref>(each, (node) => edit(node, each.kind === "ClassDef" ? (keys.get(each.name) ?? null) : null)));
      return { ...module, body: { ...module.body, body } };
    }),
  };
}
