/** The text as a TOML basic string. */
export function tomlString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll("\u007f", "\\u007f");
}

/** The texts as a TOML array on one line. */
export function tomlArray(texts: readonly string[]): string {
  return `[${texts.map(tomlString).join(", ")}]`;
}
