import type { ManifestSecurity } from "../6-emit/manifest.ts";
import type { Change } from "./change.ts";
import { pair } from "./pair.ts";
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

function webhookChanges(before: Surface, after: Surface): readonly Change[] {
  const { both, removed, added } = pair(before.manifest.webhooks, after.manifest.webhooks, (one) => one.pointer);
  const name = (python: string | null): string => (python === null ? "" : lastPart(python));
  const owner = (python: string | null, pointer: string): Pick<Change, "subject" | "python" | "pointer"> => ({ subject: "webhook", python: python ?? before.manifest.package, pointer });
  return [
    ...removed.map(({ python, pointer }): Change => ({ ...owner(python, pointer), change: "removed", breaking: false, before: python, after: null, message: `no longer comes (${pointer})`, reason: "code that waits for it does no harm" })),
    ...both.flatMap(([old, one]): readonly Change[] => {
      const same = old.python === one.python || (old.python !== null && one.python !== null && before.type(name(old.python)).every((member) => member.kind === "name" && member.name === name(one.python)));
      if (same) return [];
      const breaking = old.python !== null;
      return [{ ...owner(old.python, one.pointer), change: "retyped", breaking, before: old.python, after: one.python, message: `holds ${name(one.python) || "no model"} instead of ${name(old.python) || "none"}`, reason: breaking ? `code that reads it as ${name(old.python)} may find something else` : "it had no model before" }];
    }),
    ...added.map(({ python, pointer }): Change => ({ ...owner(python, pointer), change: "added", breaking: false, before: null, after: python, message: `may come (${pointer})`, reason: "nobody waits for it yet" })),
  ];
}
