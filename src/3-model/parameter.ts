import { isObject, member } from "../ir/origin.ts";
import type { Parameter, ParameterLocation, ParameterStyle } from "../ir/operation.ts";
import { childAt, follow, originOf, step, type At, type Builder } from "./builder.ts";
import { essence } from "./media-type.ts";
import { allowsStyle, defaultExplode, defaultStyle, parameterStyle } from "./parameter-style.ts";
import { useOf } from "./schema-use.ts";
import { docsOf, examplesOf, textOf } from "./words.ts";

const locations = { path: true, query: true, header: true, cookie: true, querystring: true } satisfies Record<ParameterLocation, true>;

function isLocation(text: string | null): text is ParameterLocation {
  return text !== null && Object.hasOwn(locations, text);
}

/** Headers that the client sets itself. */
const own: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** The parameters of lists, later lists overriding earlier ones by place and name. */
export function parametersOf(builder: Builder, lists: readonly (At | undefined)[]): readonly Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const list of lists) {
    if (list === undefined || !Array.isArray(list.node)) continue;
    for (const [index, node] of list.node.entries()) {
      const parameter = parameterOf(builder, step(list, index, node));
      if (parameter !== null) merged.set(`${parameter.in} ${parameter.in === "header" ? parameter.wire.toLowerCase() : parameter.wire}`, parameter);
    }
  }
  return [...merged.values()];
}

function parameterOf(builder: Builder, written: At): Parameter | null {
  const at = follow(builder, written);
  if (at === undefined || !isObject(at.node)) return null;
  const wire = textOf(at.node, "name");
  const location = textOf(at.node, "in");
  if (wire === null || !isLocation(location)) return null;
  const origin = originOf(builder, written);
  if (location === "header" && own.has(wire.toLowerCase())) {
    builder.reporter.report("header-parameter-ignored", origin, { name: wire });
    return null;
  }
  const described = descriptionOf(at);
  const schema = described.schema;
  const style = styleOf(builder, { at, location, wire });
  const explode = member(at.node, "explode");
  const fallback = schema !== undefined && isObject(schema.node) ? member(schema.node, "default") : undefined;
  const examples = examplesOf(at.node);
  return {
    origin,
    in: location,
    wire,
    name: "",
    required: location === "path" || member(at.node, "required") === true,
    use: schema === undefined ? useOf(builder, step(at, "schema", {})) : useOf(builder, schema),
    style,
    explode: typeof explode === "boolean" ? explode : defaultExplode(style),
    allowReserved: member(at.node, "allowReserved") === true,
    content: described.content,
    docs: docsOf(at.node),
    ...(fallback === undefined ? {} : { default: fallback }),
    examples: examples.length === 0 && schema !== undefined && isObject(schema.node) ? examplesOf(schema.node) : examples,
    positional: location === "path",
    supplied: null,
  };
}

/** What describes the value: `schema`, or the only entry of `content`. */
function descriptionOf(at: At): { readonly schema: At | undefined; readonly content: string | null } {
  const schema = childAt(at, "schema");
  const content = childAt(at, "content");
  if (schema !== undefined || content === undefined || !isObject(content.node)) return { schema, content: null };
  const entries = Object.entries(content.node);
  const [type, media] = entries.find(([name]) => essence(name).endsWith("json")) ?? entries[0] ?? [];
  return type === undefined || media === undefined ? { schema, content: null } : { schema: childAt(step(content, type, media), "schema"), content: type };
}

function styleOf(builder: Builder, { at, location, wire }: { readonly at: At; readonly location: ParameterLocation; readonly wire: string }): ParameterStyle {
  const written = isObject(at.node) ? textOf(at.node, "style") : null;
  const usual = defaultStyle(location);
  if (written === null) return usual;
  const style = parameterStyle(written);
  if (style !== undefined && allowsStyle(location, style)) return style;
  builder.reporter.report("parameter-style-not-supported", originOf(builder, at), { name: wire, style: written, used: usual });
  return usual;
}
