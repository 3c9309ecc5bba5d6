import type { BytesValue, Constant, ConstantValue, Dict, Expr, Node } from "./nodes.ts";

/** A JSON value, with bigint for integers too long for a number. */
export type Json =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A Constant holding the value as it is. */
export function constant(value: ConstantValue): Constant {
  return { kind: "Constant", value };
}

/** A string literal. */
export function str(text: string): Constant {
  return { kind: "Constant", value: text };
}

/** A bytes literal. */
export function bytes(value: Uint8Array): Constant<never> & { readonly value: BytesValue } {
  return { kind: "Constant", value: { bytes: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join("")) } };
}

/** An integer literal, negative ones as unary minus, as Python's grammar has them. */
export function int(value: number | bigint): Expr {
  if (typeof value === "number" && !Number.isInteger(value)) {
    throw new RangeError(`not an integer: ${value}`);
  }
  const digits = BigInt(value).toString();
  return digits.startsWith("-") ? negative({ int: digits.slice(1) }) : constant({ int: digits });
}

/** A float literal that reads back as the same number; NaN and the infinities become what evaluates to them. */
export function float(value: number): Expr {
  if (Number.isNaN(value)) {
    return { kind: "BinOp", left: infinity, op: "-", right: infinity };
  }
  const spelling = floatSpelling(Math.abs(value));
  const minus = value < 0 || Object.is(value, -0);
  return minus ? negative({ float: spelling }) : constant({ float: spelling });
}

/** A number literal: an integer when the number is a safe one or a bigint, a float otherwise. */
export function num(value: number | bigint): Expr {
  if (typeof value === "bigint") return int(value);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? int(value) : float(value);
}

/** The expression that evaluates to the JSON value. */
export function literal(value: Json): Expr {
  switch (typeof value) {
    case "string":
      return str(value);
    case "number":
    case "bigint":
      return num(value);
    case "boolean":
      return constant(value);
    case "object":
      return value === null ? constant(null) : container(value);
    default:
      throw new TypeError(`not a JSON value: ${typeof value}`);
  }
}

const infinity: Constant = { kind: "Constant", value: { float: "1e309" } };

function container(value: readonly Json[] | { readonly [key: string]: Json }): Dict | Node<"List"> {
  if (isList(value)) return { kind: "List", elts: value.map(literal) };
  const items = Object.entries(value).map(([key, item]) => ({ key: str(key), value: literal(item) }));
  return { kind: "Dict", items };
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}

function negative(value: ConstantValue): Node<"UnaryOp"> {
  return { kind: "UnaryOp", op: "-", operand: constant(value) };
}

/** How Python's `repr` spells a float that is not negative: `1.0`, `0.0001`, `1e-05`, `1e+16`. */
function floatSpelling(value: number): string {
  if (value === Infinity) return "1e309";
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= 16 || power < -4) {
    const sign = power < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const digits = mantissa.replace(".", "");
  if (power < 0) return `0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  return `${whole}.${digits.slice(power + 1) || "0"}`;
}
