import { formatOrigin } from "../ir/origin.ts";
import { type Coercing, type Raw, readValue } from "./coerce.ts";
import type { IncomingParts } from "./incoming-parts.ts";
import type { MockOperation, MockParameter } from "./operation.ts";
import { readPairs, readText } from "./parameter-value.ts";
import { isMalformed } from "./query.ts";
import { decoded } from "./route.ts";
import { type Violation, violation, type ViolationCode } from "./violation.ts";

/** What the check of the parameters works with. */
export interface ParameterCheck extends Coercing {
  readonly operation: MockOperation;
  /** The parts of the request. */
  readonly request: IncomingParts;
  /** The texts of the names in the path. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys of the query that something else declares: credentials, the path itself. */
  readonly knownKeys: readonly string[];
}

/** Everything that is wrong with the parameters of a request. */
export function checkParameters(check: ParameterCheck): readonly Violation[] {
  const { operation, request, knownKeys } = check;
  const found: Violation[] = [];
  if (isMalformed(request.queryText)) found.push(violation({ in: "query", name: null, code: "malformed", message: "the query is not valid percent-encoded UTF-8", source: null }));
  const claimed = new Set(knownKeys);
  const taken = new Set([...knownKeys, ...operation.parameters.filter((one) => one.location === "query").map((one) => one.name)]);
  for (const parameter of operation.parameters) found.push(...checkOne(check, { parameter, claimed, taken }));
  if (!operation.parameters.some((one) => one.location === "querystring")) {
    for (const key of new Set(request.query.map((pair) => pair.key))) {
      if (!claimed.has(key)) found.push(violation({ in: "query", name: key, code: "undeclared", message: `the query parameter ${key} is not declared`, source: null }));
    }
  }
  return found;
}

interface One {
  readonly parameter: MockParameter;
  readonly claimed: Set<string>;
  readonly taken: ReadonlySet<string>;
}

function checkOne(check: ParameterCheck, { parameter, claimed, taken }: One): readonly Violation[] {
  const { canonical } = check;
  const { name, location, place } = parameter;
  const source = formatOrigin(canonical.source(place.document, place.pointer), canonical.entry);
  const fault = (code: ViolationCode, message: string): Violation => violation({ in: location, name: name === "" ? null : name, code, message: `the ${location === "querystring" ? "query" : `${location} parameter ${name}`} ${message}`, source });
  const readings = readingsOf(check, { parameter, claimed, taken });
  if (readings === "absent") return parameter.required ? [fault("missing", "is required")] : [];
  if (readings === "repeated") return [fault("repeated", "is given more than once")];
  if (readings === "malformed") return [fault("malformed", `is not written in the style ${parameter.style}`)];
  if (parameter.allowEmpty && readings.length > 0 && readings[0] === "") return [];
  const faults = faultsOf(check, parameter, readings);
  if (faults === "malformed") return [fault("malformed", "is not JSON")];
  return faults.map((one) => ({ ...fault(one.code, one.rest === "" ? one.message : `has ${one.rest}, which ${one.message}`), pointer: `${fault("invalid", "").pointer}${one.rest}`, source: one.source }));
}

function faultsOf(check: ParameterCheck, { mediaType, schema }: MockParameter, readings: readonly Raw[]): ReturnType<typeof readValue>["faults"] | "malformed" {
  if (mediaType === null || !/[/+]json\b/i.test(mediaType)) return readValue(check, readings, schema).faults;
  if (schema === undefined) return [];
  try {
    return check.validator.faults(schema, JSON.parse(String(readings[0] ?? "")));
  } catch {
    return "malformed";
  }
}

function readingsOf(check: ParameterCheck, { parameter, claimed, taken }: One): readonly Raw[] | "absent" | "repeated" | "malformed" {
  const { canonical, request, values } = check;
  const { name, location, mediaType } = parameter;
  switch (location) {
    case "query": {
      if (mediaType !== null) {
        const own = request.query.filter((pair) => pair.key === name);
        claimed.add(name);
        return own.length === 0 ? "absent" : own.length > 1 ? "repeated" : [own[0]?.value ?? ""];
      }
      const { readings, claimed: keys, repeated } = readPairs(canonical, parameter, { pairs: request.query, taken });
      for (const key of keys) claimed.add(key);
      return repeated ? "repeated" : readings.length === 0 ? "absent" : readings;
    }
    case "querystring": {
      if (request.queryText === "") return "absent";
      if (mediaType !== null && !mediaType.toLowerCase().includes("x-www-form-urlencoded")) return [decoded(request.queryText)];
      const { readings } = readPairs(canonical, { ...parameter, style: "form", explode: true, name: "" }, { pairs: request.query, taken: new Set() });
      return readings.length === 0 ? [new Map(request.query.map((pair) => [pair.key, pair.value]))] : [withAll(readings[0], request.query)];
    }
    case "path": {
      const text = values.get(name);
      if (text === undefined || text === "") return "absent";
      if (isMalformed(text)) return "malformed";
      return mediaType === null ? (readText(canonical, parameter, { text, decode: decoded }) ?? "malformed") : [decoded(text)];
    }
    case "header": {
      const text = request.header(name);
      if (text === undefined) return "absent";
      return mediaType === null ? (readText(canonical, parameter, { text, decode: (one) => one.trim() }) ?? "malformed") : [text];
    }
    case "cookie": {
      const own = request.cookies.filter((pair) => pair.key === name);
      if (mediaType !== null) return own.length === 0 ? "absent" : [decoded(own[0]?.raw ?? "")];
      // The style `cookie` decodes nothing, and a plus sign is itself in both.
      const asIs = parameter.style === "cookie";
      const pairs = request.cookies.map(({ key, raw, value }) => ({ key, value: asIs ? raw : value, raw: (asIs ? raw.replaceAll("%", "%25") : raw).replaceAll("+", "%2B") }));
      const { readings, repeated } = readPairs(canonical, { ...parameter, style: "form" }, { pairs, taken });
      return repeated ? "repeated" : readings.length === 0 ? "absent" : readings;
    }
    default:
      return location satisfies never;
  }
}

/** Keys of a query that its schema does not name are kept, so that the schema judges them. */
function withAll(reading: Raw | undefined, pairs: IncomingParts["query"]): Raw {
  const all = new Map<string, Raw>(pairs.map((pair) => [pair.key, pair.value]));
  if (reading instanceof Map) for (const [key, value] of reading) all.set(key, value);
  return all;
}
