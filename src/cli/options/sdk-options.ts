import { type Command, Option } from "commander";
import type { AuthType } from "../../options.ts";
import { addDocumentOptions, type DocumentFlags, documentFlagsOf } from "./document-options.ts";
import { collect, importName, lineLength, oneOf, provider, python, textOf, texts } from "./option-values.ts";

/** The options that say which SDK a document becomes, and how it is read; null where nothing was said. */
export interface SdkFlags extends DocumentFlags {
  /** The configuration file. */
  readonly config: string | null;
  /** The import name. */
  readonly name: string | null;
  /** `--layout`. */
  readonly layout: "package" | "module" | null;
  /** `--http`. */
  readonly http: "httpx2" | "httpx" | null;
  /** `--profile`. */
  readonly profile: string | null;
  /** `--auth`. */
  readonly auth: string | null;
  /** `--auth-type`. */
  readonly authType: AuthType | null;
  /** `--facade`. */
  readonly facade: "openapi-generator" | null;
  /** `--target-python`. */
  readonly python: string | null;
  /** Selectors of operations. */
  readonly include: readonly string[];
  /** Selectors of operations to leave out. */
  readonly exclude: readonly string[];
  /** `--line-length`. */
  readonly lineLength: number | null;
}

const authTypes = ["oauth", "api_key", "basic", "bearer"] as const satisfies readonly AuthType[];

/** Adds the options of `SdkFlags` to a command. */
export function addSdkOptions(command: Command): Command {
  command
    .optionsGroup("What comes out:")
    .option("--name <name>", "the import name; inferred from the title otherwise", importName)
    .addOption(new Option("--layout <layout>", "a package with its project, or one file").choices(["package", "module"]))
    .addOption(new Option("--http <client>", "the HTTP client compiled for").choices(["httpx2", "httpx"]))
    .option("--profile <profile>", "a named set of defaults: bifrost:NAME", provider)
    .option("--auth <provider>", "where credentials come from: bifrost:NAME", provider)
    .addOption(new Option("--auth-type <type>", "what the provider's credentials are; the document says otherwise").choices(authTypes))
    .addOption(new Option("--facade <generator>", "also classes and modules under the names of this generator, for code written for them").choices(["openapi-generator"]))
    .option("--target-python <version>", "the oldest Python the output must run on (3.10)", python)
    .option("--line-length <n>", "the longest line of the output (88)", lineLength)
    .optionsGroup("What goes in:")
    .option("--include <selector>", "compile only these: tag:NAME, op:ID, or a path such as /repos/** (repeatable)", collect)
    .option("--exclude <selector>", "leave these out (repeatable)", collect)
    .option("--config <file>", "the configuration; otherwise pysdk.yaml or pysdk.json beside SPEC or here");
  return addDocumentOptions(command);
}

/** What the options of `SdkFlags` say once commander has taken them apart. */
export function sdkFlagsOf(given: Readonly<Record<string, unknown>>): SdkFlags {
  return {
    ...documentFlagsOf(given),
    config: textOf(given["config"]),
    name: textOf(given["name"]),
    layout: oneOf(given["layout"], ["package", "module"]),
    http: oneOf(given["http"], ["httpx2", "httpx"]),
    profile: textOf(given["profile"]),
    auth: textOf(given["auth"]),
    authType: oneOf(given["authType"], authTypes),
    facade: oneOf(given["facade"], ["openapi-generator"]),
    python: textOf(given["targetPython"]),
    include: texts(given["include"]),
    exclude: texts(given["exclude"]),
    lineLength: typeof given["lineLength"] === "number" ? given["lineLength"] : null,
  };
}
