import { resolve } from "node:path";
import type { Input } from "../../1-load/index.ts";
import { defaultOptions, type Options } from "../../options.ts";
import { CliError } from "../cli-error.ts";
import { type Configuration, findConfiguration, readConfiguration } from "../configuration/configuration.ts";
import { type Target, targetOf } from "../place.ts";
import type { SdkFlags } from "../options/sdk-options.ts";
import { nameFault } from "../options/option-values.ts";
import { isUrl, placeInput } from "../spec-input.ts";
import type { Io } from "../terminal.ts";

/** What is known of a document before it is read. */
export interface Settings {
  /** What its configuration says. */
  readonly configuration: Configuration;
  /** Where its output goes. */
  readonly target: Target;
}

/** Finds the configuration and the target of a document. */
export async function findSettings(spec: string, flags: Pick<SdkFlags, "config" | "profile"> & { readonly output: string | null }, { cwd }: Pick<Io, "cwd">): Promise<Settings> {
  const beside = spec === "-" || isUrl(spec) ? null : spec;
  const path = flags.config === null ? findConfiguration(beside, cwd) : resolve(cwd, flags.config);
  const configuration = await readConfiguration(path, { cwd, profile: flags.profile });
  return { configuration, target: targetOf(flags.output ?? configuration.folder, cwd) };
}

/** The overlays of a document: those of the command line, otherwise the configuration's. */
export function chooseOverlays(configuration: Configuration, flags: Pick<SdkFlags, "overlays">, { cwd }: Pick<Io, "cwd">): readonly Input[] {
  return flags.overlays.length === 0 ? configuration.overlays : flags.overlays.map((one) => placeInput(one, cwd));
}

/** What holds for one document: the command line over its configuration. Throws `CliError` where that does not go together. */
export function chooseOptions(configured: Partial<Options>, flags: SdkFlags, target: Target): Partial<Options> {
  const options = mergeOptions(configured, flags, target);
  refuseSurface({ ...defaultOptions, ...options });
  return options;
}

/** Refuses what does not go together. */
function refuseSurface(options: Options): void {
  const fault = options.name === null ? null : nameFault(options.name);
  if (fault !== null) throw new CliError(`the name ${options.name ?? ""} ${fault}`);
  if (options.extraFiles.length > 0 && options.layout === "module") throw new CliError("extra-files become modules of a package: they need layout package, not module");
  if (options.auth !== null && options.surface === "clients") throw new CliError("a credential provider is for the surface functions; clients take their credentials as arguments");
  if (options.auth !== null && options.layout === "package") throw new CliError("a credential provider is for one module: it needs layout module, not package");
  if (options.authType !== null && options.auth === null) throw new CliError("--auth-type says what a provider holds: it needs --auth or --profile");
}

function mergeOptions(configured: Partial<Options>, flags: SdkFlags, target: Target): Partial<Options> {
  const name = flags.name ?? target.moduleName;
  return {
    ...configured,
    ...(name === null ? {} : { name }),
    ...(flags.layout === null ? (target.moduleName === null ? {} : { layout: "module" as const }) : { layout: flags.layout }),
    ...(flags.http === null ? {} : { http: flags.http }),
    ...(flags.auth === null ? {} : { auth: flags.auth }),
    ...(flags.facade === null ? {} : { facade: flags.facade }),
    ...(flags.authType === null ? {} : { authType: flags.authType }),
    ...(flags.python === null ? {} : { python: flags.python }),
    ...(flags.lineLength === null ? {} : { lineLength: flags.lineLength }),
    ...(flags.include.length === 0 ? {} : { include: flags.include }),
    ...(flags.exclude.length === 0 ? {} : { exclude: flags.exclude }),
  };
}
