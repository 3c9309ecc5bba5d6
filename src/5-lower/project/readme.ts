import type { Context } from "../../context.ts";
import type { Api } from "../../ir/api.ts";
import type { LowerContext } from "../context.ts";
import { cleanText } from "../docs.ts";
import { codeSpan, markdownText } from "./markdown.ts";
import { sampleCall } from "./sample-call.ts";

/** The README of the generated project: what it is, how to install it, lines that run. */
export function readme(lower: LowerContext, api: Api, { options }: Context): string {
  const { names, info } = api;
  const [about = ""] = cleanText(info.summary ?? info.description ?? "").split(/\n\s*\n/);
  const sample = sampleCall(lower);
  const credentials = api.auth.flatMap((scheme) => scheme.arguments.map((argument, index) => ({ argument, variable: scheme.environment[index] ?? "" })));
  const sections = [
    `# ${markdownText(info.title)}`,
    about === "" ? "" : markdownText(about),
    `## Install\n\n\`\`\`sh\npip install ${names.distribution}\n\`\`\``,
    sample.sync === null ? "" : `## Use\n\n\`\`\`python\n${sample.sync}\`\`\``,
    options.twins.includes("async") && sample.async !== null ? `${sample.sync === null ? "## Use" : "The same without blocking:"}\n\n\`\`\`python\n${sample.async}\`\`\`` : "",
    credentials.length === 0
      ? ""
      : options.surface === "functions"
        ? `## Credentials\n\nThey come from the environment: ${credentials.map(({ variable }) => codeSpan(variable)).join(", ")}. ${codeSpan(`${names.environment}_BASE_URL`)} names another server than the document.`
        : `## Credentials\n\nGive them to the client, or set the environment variables.\n\n| argument | variable |\n|---|---|\n${credentials
          .map(({ argument, variable }) => `| ${codeSpan(argument)} | ${codeSpan(variable)} |`)
          .join("\n")}`,
    `## Reference\n\n[api.md](api.md) lists every method and what it returns.`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}
