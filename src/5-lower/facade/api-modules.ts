import { declared, ref, unasync, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { Operation } from "../../ir/operation.ts";
import type { LowerContext } from "../context.ts";
import { answerType } from "../operations/answers.ts";
import { argumentSection, describe, docstringText, wrap } from "../docs.ts";
import { pagedResult, pageType } from "../operations/pages.ts";
import { returnType } from "../operations/results.ts";
import { twinsOf } from "../twins.ts";
import { annotation } from "../models/types.ts";
import { py } from "../symbols.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { delegation, type Delegation } from "./delegated-arguments.ts";
import { generatorClass, generatorMethod, generatorModule } from "./generator-names.ts";

/** One class of the facade: the operations of a tag, or of a namespace where the document has no tags. */
export interface ApiClass {
  /** `PetApi` */
  readonly name: string;
  /** The module under `api`: `pet_api`. */
  readonly file: string;
  /** What its operations have in common. */
  readonly group: string;
  readonly operations: readonly Operation[];
}

/** The classes that hold the operations, as the other generator groups them; an operation with several tags is in several. */
export function apiClasses({ api }: LowerContext): readonly ApiClass[] {
  const groups = new Map<string, { readonly group: string; readonly operations: Operation[] }>();
  for (const operation of api.operations) {
    for (const group of groupsOf(operation)) {
      const name = `${generatorClass(group) ?? "Default"}Api`;
      const known = [...groups.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
      const entry = groups.get(known ?? name) ?? { group, operations: [] };
      if (!entry.operations.includes(operation)) entry.operations.push(operation);
      groups.set(known ?? name, entry);
    }
  }
  return [...groups].map(([name, entry]) => ({ name, file: generatorModule(name), ...entry }));
}

function groupsOf({ tags, namespace, operationId }: Operation): readonly string[] {
  if (tags.length > 0) return tags;
  const dotted = operationId?.includes(".") === true ? operationId.split(".")[0] : undefined;
  const found = namespace.length === 0 ? undefined : (dotted ?? namespace[0]);
  return [found === undefined || found === "" ? "default" : found];
}

/** The module of a class, whose methods call the client's. */
export function apiModule(lower: LowerContext, made: ApiClass): OpenModule {
  const path = `${lower.symbols.root}.api.${made.file}`;
  const symbol = declared(path, `Async${made.name}`);
  const client = apiClientSymbol(lower);
  const init = b.def("__init__", {
    params: [b.param("self"), b.param("api_client", { annotation: b.union([ref(client), b.none]), default: b.none })],
    returns: b.none,
    body: [b.assign(b.attr("self", "api_client"), b.or([b.name("api_client"), b.call(ref(client))]))],
  });
  const names = new Map<string, number>();
  const methods = made.operations.flatMap((operation) => {
    const wish = generatorMethod(operation);
    const count = names.get(wish) ?? 0;
    names.set(wish, count + 1);
    return operationMethods(lower, operation, count === 0 ? wish : `${wish}_${count - 1}`);
  });
  const doc = `${made.name} as openapi-generator has it; each method calls the client's own.`;
  const statement = b.classDef(symbol.name, { doc: wrap(doc, lower.width - 7), body: [init, ...methods] });
  return blockingHalf(lower, { path, isPackage: false, body: b.module([b.docstring(wrap(doc, lower.width - 3)), statement]), declares: [symbol] });
}

/** The facade blocks, as the other generator's classes do: the awaiting source goes. */
export function blockingHalf(lower: LowerContext, module: OpenModule): OpenModule {
  const both = unasync(module, twinsOf(lower));
  const source = new Set(module.declares.map(({ name }) => name));
  const body = both.body.body.filter((each) => each.kind !== "ClassDef" || !source.has(each.name));
  return { ...both, body: b.module(body), declares: both.declares.filter(({ name }) => !source.has(name)) };
}

/** The class that holds the settings. */
export function apiClientSymbol(lower: LowerContext): Symbol {
  return declared(`${lower.symbols.root}.api_client`, "AsyncApiClient");
}

/** The method itself, and its variants that give the response: as one value, or as it came. */
function operationMethods(lower: LowerContext, operation: Operation, name: string): readonly OpenStmt[] {
  const how = delegation(lower, operation);
  const rt = (each: string): OpenExpr => ref(lower.symbols.runtime("facade_calls", each));
  const settings = b.param("settings", { kind: "kwarg", annotation: b.subscript(ref(lower.symbols.runtime("options", "Unpack")), rt("CallSettings")) });
  const params = [b.param("self"), ...how.args.map((arg) => b.param(arg.name, { annotation: arg.annotation, default: arg.default })), settings];
  // The settings go by a copy of the client: a parameter of the document may have the name of an option.
  const copied = b.call(b.attr("self", "api_client", "client", "with_options"), [], [[null, b.call(rt("call_options"), [b.name("settings")])]]);
  const client = unusedName("client", how.args);
  const method = b.attr(client, ...operation.namespace, operation.name);
  const passed = (target: string): OpenExpr =>
    b.call(b.attr("self", target), [], [...how.args.map((arg) => [arg.name, b.name(arg.name)] as const), [null, b.name("settings")]]);
  const doc = methodDoc(lower, operation, how);
  const paged = operation.result.kind === "stream" ? null : pagedResult(lower, operation);
  if (operation.result.kind === "stream") {
    return [b.def(name, { is_async: true, params, returns: returnType(lower, operation.result), doc, body: [b.assign(client, copied), b.ret(b.await(b.call(method, [], how.keywords)))] })];
  }
  const list = paged !== null && paged.model === null;
  const type = paged === null ? answerType(lower, operation) : list ? b.subscript(ref(py.list), annotation(lower, paged.item, "output")) : pageType(lower, paged);
  const info = b.await(b.call(rt("async_http_info"), [b.name(client), method], how.keywords));
  const plain = b.await(passed(`${name}_with_http_info`));
  return [
    b.def(name, { is_async: true, params, returns: type, doc, body: operation.result.kind === "none" ? [b.expr(plain)] : [b.ret(b.attr(plain, "data"))] }),
    b.def(`${name}_with_http_info`, {
      is_async: true,
      params,
      returns: b.subscript(rt("ApiResponse"), type),
      doc: variantDoc(lower, `As \`${name}\`, with the response beside the value.`),
      body: [b.assign(client, copied), b.ret(list ? b.call(rt("async_listed"), [info]) : info)],
    }),
    b.def(`${name}_without_preload_content`, {
      is_async: true,
      params,
      returns: rt("RESTResponse"),
      doc: variantDoc(lower, `As \`${name}\`, but the response as it came.`),
      body: [b.ret(b.await(b.call(rt("async_raw_response"), [b.lambda([], passed(`${name}_with_http_info`))])))],
    }),
  ];
}

/** The name of a variable that no argument has. */
function unusedName(wish: string, args: Delegation["args"]): string {
  return args.some(({ name }) => name === wish) ? unusedName(`${wish}_`, args) : wish;
}

function methodDoc(lower: LowerContext, operation: Operation, { args }: Delegation): string | null {
  const width = lower.width - 8;
  const what = describe(operation.docs, `${operation.method} ${operation.path}`) ?? "";
  return docstringText([wrap(what, width - 3), argumentSection(args.map(({ name, doc }) => ({ name, text: doc })), width)]);
}

function variantDoc(lower: LowerContext, text: string): string {
  return wrap(text, lower.width - 11);
}
