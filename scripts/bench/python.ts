import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { sharedEnv } from "../../test/harness/virtual-env.ts";
import { inMilliseconds, reportLine } from "./measure.ts";

/** One measurement that a Python script prints as JSON: a label, milliseconds, and the label it is compared with. */
interface Measurement {
  readonly label: string;
  readonly milliseconds: number;
  readonly baseline: string;
}

/** Runs a measuring script of this folder on the package in `folder`; bytecode is written and warm. */
export async function benchPython(title: string, script: string, options: { folder: string; name: string }): Promise<void> {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PYTHON")));
  const python = (...parts: string[]) => execa(sharedEnv.python, parts, { env: { ...environment, PYTHONPATH: options.folder }, extendEnv: false });
  await python("-m", "compileall", "-q", join(options.folder, options.name));
  const { stdout } = await python(fileURLToPath(new URL(script, import.meta.url)), options.name, options.folder);
  const measurements: Measurement[] = JSON.parse(stdout);
  console.log(title);
  for (const { label, milliseconds, baseline } of measurements) {
    const compared = measurements.find((one) => one.label === baseline)?.milliseconds ?? Number.NaN;
    console.log(reportLine(label, inMilliseconds(milliseconds), milliseconds / compared));
  }
}
