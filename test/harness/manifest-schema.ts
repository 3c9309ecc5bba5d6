import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { repository } from "./virtual-env.ts";

const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(join(repository, "src/6-emit/manifest.schema.json"), "utf8")));

/** What is wrong with the text of a manifest by the schema that ships; empty where nothing is. */
export function manifestFaults(text: string): readonly string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
