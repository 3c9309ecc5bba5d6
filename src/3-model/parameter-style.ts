import type { ParameterLocation, ParameterStyle } from "../ir/operation.ts";

const styles = { simple: true, label: true, matrix: true, form: true, spaceDelimited: true, pipeDelimited: true, deepObject: true, cookie: true } satisfies Record<ParameterStyle, true>;

/** The style of this name, or undefined for one that does not exist. */
export function parameterStyle(text: string): ParameterStyle | undefined {
  return isStyle(text) ? text : undefined;
}

function isStyle(text: string): text is ParameterStyle {
  return Object.hasOwn(styles, text);
}

const allowed: { readonly [L in ParameterLocation]: readonly [ParameterStyle, ...ParameterStyle[]] } = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
  querystring: ["form"],
};

/** The style of a place where none is given. */
export function defaultStyle(location: ParameterLocation): ParameterStyle {
  return allowed[location][0];
}

/** Whether a place allows a style. */
export function allowsStyle(location: ParameterLocation, style: ParameterStyle): boolean {
  return allowed[location].includes(style);
}

/** Whether each item is written by itself where nothing is said: for the forms, as the specification has it. */
export function defaultExplode(style: ParameterStyle): boolean {
  return style === "form" || style === "cookie" || style === "deepObject";
}
