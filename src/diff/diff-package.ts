import type { ManifestSecurity, ManifestWebhook } from "../6-emit/manifest.ts";
import type { Change } from "./change.ts";
import { pair } from "./pair.ts";
import { showType } from "./python-type.ts";
import { lastPart, type Surface } from "./surface.ts";

/** What changed in how callers import the SDK and make a client. */
export function packageChanges(before: Surface, after: Surface): readonly Change[] {
  const [old, one] = [before.manifest, after.manifest];
  const owner = { subject: "package", python: old.package, pointer: null } as const;
  const changes: Change[] = [];
  if (old.package !== one.package) changes.push({ ...owner, change: "renamed", breaking: true, before: old.package, after: one.package, message: `is called \`${one.package}\` now`, reason: `\`import ${old.package}\` fails` });
  if (old.layout !== one.layout) changes.push({ ...owner, change: "moved", breaking: true, before: old.layout, after: one.layout, message: `is a ${one.layout} instead of a ${old.layout}`, reason: "models are imported from elsewhere" });
  if (old.http !== one.http) changes.push({ ...owner, change: "retyped", breaking: true, before: old.http, after: one.http, message: `is made for ${one.http} instead of ${old.http}`, reason: "a client or timeout of the other library no longer fits" });
  return [...changes, ...clientChanges(before, after), ...webhookChanges(before, after)];
}

function clientChanges(before: Surface, after: Surface): readonly Change[] {
  const [old, one] = [before.manifest, after.manifest];
  const changes: Change[] = [];
  for (const twin of ["sync", "async"] as const) {
    const [was, is] = [old.client?.[twin] ?? null, one.client?.[twin] ?? null];
    const owner = { subject: "client", python: was ?? is ?? "", pointer: null, before: was, after: is } as const;
    if (was !== null && is === null) changes.push({ ...owner, change: "removed", breaking: true, message: "is gone", reason: "code that makes one fails" });
    else if (was === null && is !== null) changes.push({ ...owner, change: "added", breaking: false, message: "is new", reason: "nobody makes one yet" });
    else if (was !== null && is !== null && lastPart(was) !== lastPart(is)) changes.push({ ...owner, change: "renamed", breaking: true, message: `is called \`${is}\` now`, reason: "code that makes one fails" });
  }
  const client = old.client?.sync ?? old.client?.async ?? old.package;
  const { both, removed, added } = pair(old.security, one.security, (scheme) => scheme.pointer, (scheme) => scheme.python.join(" "));
  const none: Pick<ManifestSecurity, "python" | "environment"> = { python: [], environment: [] };
  return [
    ...changes,
    ...removed.flatMap((scheme) => credentialChanges(scheme, none, { client, pointer: scheme.pointer })),
    ...both.flatMap(([was, is]) => credentialChanges(was, is, { client, pointer: is.pointer })),
    ...added.flatMap((scheme) => credentialChanges(none, scheme, { client, pointer: scheme.pointer })),
  ];
}

type Credentials = Pick<ManifestSecurity, "python" | "environment">;

function credentialChanges(old: Credentials, one: Credentials, { client, pointer }: { readonly client: string; readonly pointer: string }): readonly Change[] {
  const argument = (name: string): Pick<Change, "subject" | "python" | "pointer"> => ({ subject: "credential", python: `${client}(${name})`, pointer });
  const variable = (name: string): Pick<Change, "subject" | "python" | "pointer"> => ({ subject: "credential", python: `os.environ["${name}"]`, pointer });
  const gone = (names: readonly string[], kept: readonly string[]): readonly string[] => names.filter((name) => !kept.includes(name));
  return [
    ...gone(old.python, one.python).map((name): Change => ({ ...argument(name), change: "removed", breaking: true, before: name, after: null, message: `no longer takes \`${name}\``, reason: "code that gives it fails" })),
    ...gone(one.python, old.python).map((name): Change => ({ ...argument(name), change: "added", breaking: false, before: null, after: name, message: `takes \`${name}\``, reason: "a client is made without credentials too" })),
    ...gone(old.environment, one.environment).map((name): Change => ({ ...variable(name), change: "removed", breaking: true, before: name, after: null, message: "is no longer read", reason: "what is set there no longer has an effect" })),
    ...gone(one.environment, old.environment).map((name): Change => ({ ...variable(name), change: "added", breaking: false, before: null, after: name, message: "is read", reason: "it need not be set" })),
  ];
}

/** Callers meet a webhook in the function that parses it, and in the model of its payload. */
function webhookChanges(before: Surface, after: Surface): readonly Change[] {
  const { both, removed, added } = pair(before.manifest.webhooks, after.manifest.webhooks, (one) => one.pointer);
  const named = ({ manifest }: Surface, { python, parser, pointer }: ManifestWebhook): Pick<Change, "subject" | "python" | "pointer"> => ({ subject: "webhook", python: parser === null || parser === undefined ? (python ?? manifest.package) : `${manifest.package}.${parser}`, pointer });
  return [
    ...removed.map((one): Change => {
      const breaking = typeof one.parser === "string";
      return { ...named(before, one), change: "removed", breaking, before: one.python, after: null, message: `no longer comes (${one.pointer})`, reason: breaking ? "the function that parses it is gone" : "code that waits for it does no harm" };
    }),
    ...both.flatMap(([old, one]) => oneWebhook(old, one, { ...named(before, old), pointer: one.pointer, type: before.type })),
    ...added.map((one): Change => ({ ...named(after, one), change: "added", breaking: false, before: null, after: one.python, message: `may come (${one.pointer})`, reason: "nobody waits for it yet" })),
  ];
}

function oneWebhook(old: ManifestWebhook, one: ManifestWebhook, { type, ...owner }: Pick<Change, "subject" | "python" | "pointer"> & Pick<Surface, "type">): readonly Change[] {
  const changes: Change[] = [];
  if (typeof old.parser === "string" && old.parser !== one.parser) {
    const message = typeof one.parser === "string" ? `is called \`${one.parser}\` now` : "is gone";
    changes.push({ ...owner, change: typeof one.parser === "string" ? "renamed" : "removed", breaking: true, before: old.parser, after: one.parser ?? null, message, reason: "code that calls it fails" });
  }
  const [was, is] = [old.python, one.python].map((python) => (python === null || python === undefined ? null : lastPart(python)));
  if (was === is || (typeof was === "string" && showType(type(was)) === is)) return changes;
  const breaking = typeof was === "string";
  return [...changes, { ...owner, change: "retyped", breaking, before: old.python, after: one.python, message: `holds ${is ?? "no model"} instead of ${was ?? "none"}`, reason: breaking ? `code that reads it as ${was} may find something else` : "it had no model before" }];
}
