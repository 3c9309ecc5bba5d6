import type { Operation, ParameterLocation } from "../../ir/operation.ts";
import { avoid, snakeCase, snakeName } from "./identifier.ts";
import { type ManifestOperation, usableName } from "./lock.ts";
import { attributeWishes, plainness } from "./property-names.ts";
import type { Renames } from "./rename.ts";
import { methodArguments } from "./reserved.ts";
import { type Candidate, distinguish } from "./scope.ts";
import { fold, nameWords } from "./words.ts";

/** Which of two parameters of one name keeps it. */
const locationRanks: Readonly<Record<ParameterLocation, number>> = { path: 0, query: 1, querystring: 2, header: 3, cookie: 4 };

/** What names of a method's arguments are made from. */
export interface ArgumentNaming {
  /** The operation, named by `group-operations` already. */
  readonly operation: Operation;
  /** The operation as the previous manifest has it. */
  readonly before: ManifestOperation | undefined;
  /** What a person asked for. */
  readonly renames: Renames;
  /** Attribute names of the body's model by wire name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Called where two overrides ask for one name. */
  readonly onConflict: (name: string, key: string) => void;
}

/** The arguments of a method: by parameter index, by wire name of a body's property, and of a whole body. */
export interface ArgumentNames {
  /** One for each parameter, in order. */
  readonly parameters: readonly string[];
  /** By wire name, for a spread body. */
  readonly fields: ReadonlyMap<string, string>;
  /** The argument of a whole body. */
  readonly body: string | null;
}

/** Gives each parameter and body keyword of an operation an argument of its own. */
export function argumentNames({ operation, before, renames, attributes, onConflict }: ArgumentNaming): ArgumentNames {
  const { body, parameters } = operation;
  const reserved = new Set(methodArguments);
  if (body?.shape?.kind === "keywords" && body.shape.spread !== null) reserved.add(body.shape.spread);
  if (operation.answer !== null && operation.answer.otherwise !== null) reserved.add(operation.answer.otherwise);
  if (body !== null && body.media.length > 1) reserved.add("content_type");
  const candidates: Candidate<string>[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const wishes = attributeWishes(parameter.wire, reserved);
    const located = avoid(snakeName([...nameWords(parameter.wire), parameter.in], "argument"), reserved);
    candidates.push({
      item: `parameter ${index}`,
      key: `${parameter.in} ${parameter.wire}`,
      wishes: [...wishes.slice(0, 1), ...(hasTwin(operation, index) ? [located] : []), ...wishes.slice(1)],
      rank: locationRanks[parameter.in] * 1000 + Math.min(plainness(parameter.wire), 999),
      override: renames.of(parameter.origin),
      locked: usableName(before?.parameters.find((one) => one.in === parameter.in && one.name === parameter.wire)?.python),
    });
  }
  if (body?.shape?.kind === "keywords") {
    const fields = before?.body?.fields ?? {};
    for (const { wire } of body.shape.fields) {
      const attribute = attributes.get(wire) ?? snakeCase(wire, "attribute");
      candidates.push({
        item: `field ${wire}`,
        key: wire,
        wishes: [avoid(attribute, reserved), `body_${attribute}`],
        rank: 10_000 + Math.min(plainness(wire), 999),
        locked: Object.hasOwn(fields, wire) ? usableName(fields[wire]) : undefined,
      });
    }
  } else if (body?.shape?.kind === "argument") {
    candidates.push({ item: "body", key: "", wishes: ["body", "request_body"], rank: 20_000, override: renames.of(body.origin), locked: usableName(before?.body?.python ?? undefined) });
  }
  const names = distinguish(candidates, { taken: [...reserved].map(fold), onConflict });
  const fields = new Map<string, string>();
  for (const [item, name] of names) if (item.startsWith("field ")) fields.set(item.slice("field ".length), name);
  return { parameters: parameters.map((_, index) => names.get(`parameter ${index}`) ?? ""), fields, body: names.get("body") ?? null };
}

/** Whether a parameter in another place, or a keyword of the body, wants the same argument. */
function hasTwin(operation: Operation, index: number): boolean {
  const one = operation.parameters[index];
  if (one === undefined) return false;
  const wish = fold(snakeCase(one.wire, "argument"));
  const fields = operation.body?.shape?.kind === "keywords" ? operation.body.shape.fields : [];
  return [...operation.parameters.filter((other) => other.in !== one.in), ...fields].some((other) => fold(snakeCase(other.wire, "argument")) === wish);
}
