import { inline, link, retarget, shake, type OpenModule, type OpenProgram, type Program, type Symbol, withSingleHeirs } from "../../../pyast/index.ts";
import { parseProvider } from "../../options.ts";
import type { LowerContext } from "../context.ts";
import { hasStreams, lowerFunctions } from "./functions.ts";
import { lowerModules } from "../layout/modules.ts";
import { publicRuntime } from "../layout/exports.ts";
import { b } from "../open-builders.ts";
import { webhookSymbols } from "../client/webhooks.ts";
import { folded } from "./folded.ts";
import { withoutInnerDocs, withoutMembers } from "./slim.ts";
import { hasTextEnumsOnly, standInsOf, withStandIns } from "./stand-ins.ts";

/** The runtime modules that are read after the models: the client, what makes it, and what keeps it. */
const clientModules = ["requester", "session", "plain_session", "lazy_client", "lazy_streams", "integration", "environment"];

/** What functions offer beside themselves and the models: there is no `with_response` that would give a `Response`. */
export function offeredByFunctions(lower: LowerContext): readonly Symbol[] {
  return [...publicRuntime(lower).filter(({ name }) => name !== "Response"), ...webhookSymbols(lower)];
}

/** One module of functions: runtime, models, the client, the lazy client, functions. */
export function lowerFunctionModule(lower: LowerContext, doc: string): Program {
  const { symbols } = lower;
  const { root } = symbols;
  const { models, runtime, webhooks } = lowerModules(lower);
  const functions = lowerFunctions(lower);
  const standIns = standInsOf(lower, "plain");
  // Not all APIs have streams, and a module holds what it needs.
  const shown = offeredByFunctions(lower).filter(({ name }) => !((name === "StreamInterrupted" && !hasStreams(lower.api)) || (name === "UnknownInt" && hasTextEnumsOnly(lower))));
  const roots = [...shown, ...functions.symbols, ...standIns.values()];
  const whole = shake({ modules: [...runtime, ...models, ...webhooks, functions.module] }, roots, { shakeable: () => false });
  const isRuntime = (module: OpenModule): boolean => module.path.startsWith(`${root}._runtime.`);
  const replaced = withStandIns(whole, standIns);
  const needed = (program: OpenProgram): OpenProgram => shake(program, [...shown, ...functions.symbols], { shakeable: isRuntime });
  const kept = new Set(shown.map(({ key }) => key));
  const undescribed = (program: OpenProgram): OpenProgram => ({ modules: program.modules.map((module) => (isRuntime(module) ? withoutInnerDocs(module, kept) : module)) });
  const quiet = undescribed(withoutMembers(needed(replaced), { isRuntime, needed }));
  const isInner = ({ key, home }: Symbol): boolean => !kept.has(key) && home.kind === "module" && home.module.startsWith(`${root}._runtime.`);
  const fold = (program: OpenProgram): OpenProgram => {
    const joined = withSingleHeirs(program, isInner);
    return withoutMembers(needed(folded(lower, joined, { functions: functions.module, folds: isRuntime })), { isRuntime, needed });
  };
  // What the first round leaves nobody to ask for was in the way of the second.
  const slim = fold(fold(quiet));
  const late = clientModules.map((name) => `${root}._runtime.${name}`);
  const early = slim.modules.map(({ path }) => path).filter((path) => path !== functions.module.path && !late.includes(path));
  const runtimeFirst = [...early.filter((path) => path.startsWith(`${root}._runtime.`)), ...early.filter((path) => !path.startsWith(`${root}._runtime.`))];
  const client = symbols.runtime("plain_session", "PlainClient").key;
  const inlined = inline(slim, {
    path: root,
    order: [...runtimeFirst, ...late, functions.module.path],
    docstring: b.docstring(doc),
    gathers: isRuntime,
    keepsName: ({ home }) => !(home.kind === "module" && home.module.startsWith(`${root}._runtime.`)),
    // What is not for users says so by its name; the names that stand for typing's are known as they are.
    nameFor: (symbol) => (symbol.key === client ? `_${clientName(lower)}Client` : kept.has(symbol.key) || typingNames.has(symbol.name) ? undefined : privateName(symbol)),
  });
  return link(retarget(inlined, "httpx2", lower.context.options.http));
}

const typingNames: ReadonlySet<string> = new Set(["Self", "Unpack", "dataclass_transform"]);

function privateName({ name, inlineName }: Symbol): string {
  return `_${(inlineName ?? name).replace(/^_+/, "")}`;
}

/** `HaloPSA` of the integration, else the client's name as the document gives it. */
function clientName({ api, context }: LowerContext): string {
  const provider = context.options.auth === null ? null : parseProvider(context.options.auth);
  const words = (provider?.integration ?? "").normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("").slice(0, 60);
  return name === "" ? api.names.client : name;
}
