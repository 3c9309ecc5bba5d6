import description from "../../package.json" with { type: "json" };

/** The version of this compiler. */
export const version: string = description.version;
