import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { repository } from "./virtual-env.ts";

const ajv = new Ajv2020({ strict: false }).addSchema(JSON.parse(readFileSync(join(repository, "src/cli/report.schema.json"), "utf8")), "report");
const validators = { compile: ajv.compile({ $ref: "report" }), verify: ajv.compile({ $ref: "report#/$defs/verification" }) };

/** What is wrong with something that `--json` printed by the schema that ships; empty where nothing is. */
export function reportFaults(text: string, command: keyof typeof validators = "compile"): readonly string[] {
  const validate = validators[command];
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
