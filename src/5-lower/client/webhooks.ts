import { declared, ref, type OpenModule, type Param, type Ref, type Symbol } from "../../../pyast/index.ts";
import type { Api } from "../../ir/api.ts";
import type { Webhook } from "../../ir/operation.ts";
import type { SchemaUse } from "../../ir/schema.ts";
import { payloadOf } from "../../ir/uses.ts";
import { codec } from "../models/codecs.ts";
import type { LowerContext } from "../context.ts";
import { describe, docstringText, wrap } from "../docs.ts";
import { py } from "../symbols.ts";
import { annotation } from "../models/types.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";

/** What users import where the API sends requests by itself, by the module that defines it. */
export interface WebhookNames {
  /** `webhooks`, and its class. */
  readonly own: readonly string[];
  /** What the runtime has beside. */
  readonly runtime: readonly string[];
}

/** The webhooks and callbacks that are parsed, each once. */
function parsedWebhooks(api: Pick<Api, "webhooks" | "operations">): readonly Webhook[] {
  const found = new Map<string, Webhook>();
  for (const webhook of [...api.webhooks, ...api.operations.flatMap(({ callbacks }) => callbacks)]) {
    if (webhook.parser !== "" && !found.has(webhook.parser)) found.set(webhook.parser, webhook);
  }
  return [...found.values()];
}

/** The names that an SDK has for its webhooks; none where the API sends nothing by itself. */
export function webhookExports(api: Pick<Api, "webhooks" | "operations">): WebhookNames {
  if (parsedWebhooks(api).length === 0) return { own: [], runtime: [] };
  return { own: ["Webhooks", "webhooks"], runtime: ["SignatureRule", "WebhookVerificationError"] };
}

/** The symbols behind `webhookExports`. */
export function webhookSymbols({ api, symbols }: LowerContext): readonly Symbol[] {
  const { own, runtime } = webhookExports(api);
  return [...own.map((name) => declared(`${symbols.root}._webhooks`, name)), ...runtime.map((name) => symbols.runtime("webhooks", name))];
}

/** The environment variable that holds the secret. */
export function webhookVariable({ names }: Pick<Api, "names">): string {
  return `${names.environment}_WEBHOOK_SECRET`;
}

/** A method that reads a webhook. */
export interface WebhookParser {
  readonly name: string;
  /** What the webhook says. */
  readonly use: SchemaUse;
  /** The document's words about it, null where it has none. */
  readonly about: string | null;
  /** The words that stand in for them. */
  readonly fallback: string;
}

/** The parser of all webhooks, then one for each. */
export function webhookParsers({ api }: Pick<LowerContext, "api">): readonly WebhookParser[] {
  const among = api.webhooks.find((webhook) => webhook.among !== null)?.among ?? null;
  const each = parsedWebhooks(api).flatMap((webhook): readonly WebhookParser[] => {
    const use = payloadOf(webhook);
    const [key = ""] = webhook.key.split(" ", 1);
    return use === null ? [] : [{ name: webhook.parser, use, about: describe(webhook.docs), fallback: `Return what the request \`${key}\` says.` }];
  });
  if (among === null) return each;
  return [{ name: "parse", use: among, about: null, fallback: "Return what a request says, whichever webhook it is." }, ...each];
}

/** The module that verifies and parses what the API sends by itself; null where it sends nothing. */
export function lowerWebhooks(lower: LowerContext): OpenModule | null {
  const { api, symbols } = lower;
  const parsers = webhookParsers(lower);
  if (parsers.length === 0) return null;
  const path = `${symbols.root}._webhooks`;
  const type = declared(path, "Webhooks");
  const shared = declared(path, "webhooks");
  const variable = webhookVariable(api);
  const statement = b.classDef(type.name, {
    bases: [runtime(lower, "WebhookReceiver")],
    doc: docstringText([wrap("Verifies and parses the requests that the API sends by itself.", lower.width - 7), wrap(`The secret is read from ${variable} when not given.`, lower.width - 4)]),
    body: [b.assign("variable", b.str(variable)), ...parsers.map((each) => parser(lower, each))],
  });
  const body = b.module([
    b.docstring("What the API sends by itself: whether it is genuine, and what it says."),
    statement,
    b.assign(shared.name, b.call(ref(type))),
    b.docstring("Takes the secret from the environment, or from each call."),
  ]);
  return { path, isPackage: false, body, declares: [type, shared] };
}

/** `def parse_new_event(self, body, headers=None, *, secret=None) -> models.Event` */
function parser(lower: LowerContext, { name, use, about, fallback }: WebhookParser): OpenStmt {
  const secret = runtime(lower, "WebhookSecret");
  const params: readonly Param<Ref>[] = [
    b.param("self"),
    b.param("body", { annotation: runtime(lower, "WebhookBody") }),
    b.param("headers", { annotation: orNone(runtime(lower, "WebhookHeaders")), default: b.none }),
    b.param("secret", { annotation: orNone(secret, b.subscript(ref(py.Sequence), secret)), default: b.none, kind: "kwonly" }),
  ];
  const read = b.call(b.attr("self", "_read"), [codec(lower, use, "direct"), b.name("body"), b.name("headers"), b.name("secret")]);
  return b.def(name, { params, returns: annotation(lower, use, "output"), doc: wrap(about ?? fallback, lower.width - 11), body: [b.ret(read)] });
}

function orNone(...types: readonly OpenExpr[]): OpenExpr {
  return b.union([...types, b.none]);
}

function runtime({ symbols }: LowerContext, name: string): Ref {
  return ref(symbols.runtime("webhooks", name));
}
