import { load, type Input } from "../../src/1-load/index.ts";
import { normalize, type Canonical } from "../../src/2-normalize/index.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import type { Json } from "../../src/ir/json.ts";
import { parseMediaType } from "../../src/mock/media-type.ts";
import { readOperations } from "../../src/mock/operation.ts";
import { below, fieldOf, followed, membersOf, type Place } from "../../src/mock/place.ts";
import { createValidator } from "../../src/mock/validator.ts";
import { plain } from "../../src/mock/validator-schema.ts";

/** A JSON example of a successful response, as the document has it. */
export interface SourceExample {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly value: Json;
  /** Whether its schema accepts it, by the mock server's validator. */
  readonly fits: boolean;
}

/** The examples of a document, read without anything that the compiler decides. */
export async function readExamples(source: Input): Promise<readonly SourceExample[]> {
  const reporter = createReporter();
  const canonical = normalize(await load(source, {}, { reporter }), { reporter });
  const validator = createValidator(canonical, { direction: "answer", strictKeys: false, looseUnions: true });
  const fits = (schema: Place | undefined, value: Json): boolean => {
    try {
      return schema === undefined || validator.accepts(schema, plain(value));
    } catch {
      // A schema that the validator cannot compile vouches for nothing.
      return false;
    }
  };
  return readOperations(canonical).flatMap(({ method, template, responses }) =>
    responses
      .filter(([status]) => /^2/.test(status))
      .flatMap(([status, response]) =>
        membersOf(below(response, "content")).flatMap(([range, written]) => {
          const media = followed(canonical, written);
          const type = jsonType(range);
          if (type === null) return [];
          const schema = below(media, "schema");
          return valuesOf(canonical, media).map((value) => ({ method, path: template, status: Number(status.replace(/XX$/i, "00")), type, value, fits: fits(schema, value) }));
        }),
      ),
  );
}

/** The type that a JSON media type or a range over it is sent as; null for others. */
function jsonType(range: string): string | null {
  const { essence } = parseMediaType(range);
  if (essence === "*/*" || essence === "application/*") return "application/json";
  return essence === "application/json" || essence.endsWith("+json") ? range : null;
}

function valuesOf(canonical: Canonical, media: Place): readonly Json[] {
  const single = fieldOf(media, "example");
  const named = membersOf(below(media, "examples")).map(([, one]) => fieldOf(followed(canonical, one), "value"));
  return [single, ...named].filter((value) => value !== undefined);
}
