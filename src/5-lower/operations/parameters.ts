import { external, ref, type Ref } from "../../../pyast/index.ts";
import type { Operation, Parameter } from "../../ir/operation.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { b, type OpenExpr } from "../open-builders.ts";
import { stringKind } from "../models/types.ts";

type E = OpenExpr;

/** The path: text, and an encoded segment for each parameter. */
export function pathExpression(lower: LowerContext, operation: Operation): E {
  const parts = pathParts(operation).map((part) => (typeof part === "string" ? part : segmentExpression(lower, part)));
  const texts = parts.filter((part) => typeof part === "string");
  return texts.length === parts.length ? b.str(texts.join("")) : b.fstring(parts);
}

/** A path's pieces in order: its fixed parts, encoded, and the parameters between them. */
export function pathParts(operation: Pick<Operation, "path" | "parameters">): readonly (string | Parameter)[] {
  const path = operation.path.startsWith("/") ? operation.path : `/${operation.path}`;
  const parameters = new Map(operation.parameters.filter(({ in: place }) => place === "path").map((each) => [each.wire, each]));
  const parts: (string | Parameter)[] = [];
  let rest = path;
  for (;;) {
    const open = rest.indexOf("{");
    const close = rest.indexOf("}", open);
    if (open < 0 || close < 0) break;
    if (open > 0) parts.push(encodeLiteral(rest.slice(0, open)));
    parts.push(parameters.get(rest.slice(open + 1, close)) ?? encodeLiteral(rest.slice(open, close + 1)));
    rest = rest.slice(close + 1);
  }
  if (rest !== "") parts.push(encodeLiteral(rest));
  return parts;
}

/** The fixed part of a path as it goes into a URL: what may stand in one stays, also what is encoded already. */
function encodeLiteral(text: string): string {
  return text.toWellFormed().replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent);
}

function segmentExpression(lower: LowerContext, parameter: Parameter): E {
  const value = argument(lower, parameter);
  const explode: [string, E][] = parameter.explode ? [["explode", b.true]] : [];
  if (parameter.content !== null) return b.call(segment(lower), [b.call(style(lower, "json_text"), [value])]);
  switch (parameter.style) {
    case "label":
      return b.call(style(lower, "label_path"), [value], explode);
    case "matrix":
      return b.call(style(lower, "matrix_path"), [b.str(parameter.wire), value], explode);
    default: {
      const reserved: [string, E][] = parameter.allowReserved ? [["allow_reserved", b.true]] : [];
      if (isScalar(lower, parameter) && reserved.length === 0) return b.call(segment(lower), [value]);
      return b.call(style(lower, "simple_path"), [value], [...explode, ...reserved]);
    }
  }
}

/** What goes into the mapping of a query, of headers or of cookies: the argument itself where the default style holds. */
export function parameterValue(lower: LowerContext, parameter: Parameter): E {
  const value = argument(lower, parameter);
  if (parameter.in === "querystring") return b.call(style(lower, "whole_query"), [value]);
  if (parameter.content !== null) return b.call(style(lower, "json_text"), [value]);
  const reserved: [string, E][] = parameter.allowReserved ? [["allow_reserved", b.true]] : [];
  switch (parameter.style) {
    case "simple":
      return isScalar(lower, parameter) ? value : b.call(style(lower, "simple_header"), [value], parameter.explode ? [["explode", b.true]] : []);
    case "spaceDelimited":
      return b.call(style(lower, "space_delimited"), [value], [...exploded(parameter), ...reserved]);
    case "pipeDelimited":
      return b.call(style(lower, "pipe_delimited"), [value], [...exploded(parameter), ...reserved]);
    case "deepObject":
      return b.call(style(lower, "deep_object"), [value], reserved);
    default:
      if (parameter.explode && reserved.length === 0) return value;
      if (isScalar(lower, parameter) && reserved.length === 0) return value;
      return b.call(style(lower, "form_style"), [value], [...(parameter.explode ? [] : [["explode", b.false] as [string, E]]), ...reserved]);
  }
}

function exploded(parameter: Parameter): [string, E][] {
  return parameter.explode ? [["explode", b.true]] : [];
}

function isScalar(lower: LowerContext, parameter: Parameter): boolean {
  const { schema } = resolveUse(lower, parameter.use);
  return schema.kind === "primitive" || schema.kind === "enum";
}

function style(lower: LowerContext, name: string): Ref {
  return ref(lower.symbols.runtime("styles", name));
}

function segment(lower: LowerContext): Ref {
  return ref(lower.symbols.runtime("urls", "segment"));
}

/** The argument; bytes go through their codec first, since text in base64 is not their own text. */
function argument(lower: LowerContext, parameter: Parameter): E {
  const { schema } = resolveUse(lower, parameter.use);
  const { supplied } = parameter;
  if (supplied !== null) return b.call(ref(external(`${lower.symbols.root}.${supplied.module}`, supplied.name)));
  const name = b.name(parameter.name);
  if (schema.kind !== "primitive" || schema.type !== "string" || stringKind(lower, schema) !== "base64") return name;
  const encoded = b.call(b.attr(ref(lower.symbols.runtime("codecs", "base64")), "__encode__"), [name]);
  return parameter.required ? encoded : b.ifExp({ test: b.compare(name, "is", b.none), body: b.none, orelse: encoded });
}
