import { catalogue, explain } from "../diagnostics/catalogue.ts";
import { CliError } from "./cli-error.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

/** What `explain CODE` prints. Throws `CliError` for a code that does not exist. */
export function explainCode(code: string): string {
  const text = explain(code);
  if (text === undefined) throw new CliError(`there is no diagnostic ${JSON.stringify(code)}${didYouMean(code, Object.keys(catalogue))}; a message has its code in brackets at the end of its first line`);
  return text;
}
