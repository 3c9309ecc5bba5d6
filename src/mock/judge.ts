import type { Canonical } from "../2-normalize/index.ts";
import { formatOrigin } from "../ir/origin.ts";
import { type Answer, answer, preferencesOf } from "./answer.ts";
import { basePaths } from "./base-paths.ts";
import { checkBody } from "./check-body.ts";
import { checkParameters } from "./check-parameters.ts";
import type { Coercing } from "./coerce.ts";
import { credentialsOf, type IncomingParts } from "./incoming-parts.ts";
import { readOperations } from "./operation.ts";
import { below, entryPlace } from "./place.ts";
import { createRouter, type Match } from "./route.ts";
import { challengeOf, missingCredentials } from "./security.ts";
import { createValidator } from "./validator.ts";
import { type Problem, problem, violation } from "./violation.ts";

/** What is made of a request. */
export interface Judgement {
  /** The pointer of the operation in the document; null where none was found. */
  readonly operation: string | null;
  /** The body as it was read for the check. */
  readonly value: unknown;
  readonly outcome: Answer | Problem;
  /** Headers of a refusal. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Judges requests by a document. */
export interface Judge {
  judge(request: IncomingParts): Judgement;
  /** The path of the document's first server. */
  readonly basePath: string;
  readonly operations: number;
  notes(): readonly string[];
}

/** What a judge is told. */
export interface JudgeOptions {
  readonly strictKeys: boolean;
  readonly looseUnions: boolean;
  readonly examples: boolean;
}

/** A judge for a document. */
export function createJudge(canonical: Canonical, { strictKeys, looseUnions, examples }: JudgeOptions): Judge {
  const operations = readOperations(canonical);
  const route = createRouter(operations);
  const judging: Judging = { canonical, validator: createValidator(canonical, { direction: "request", strictKeys, looseUnions }), examples };
  return {
    basePath: basePaths(below(entryPlace(canonical), "servers"))[0] ?? "",
    operations: operations.length,
    notes: () => [...judging.validator.notes],
    judge(request) {
      const routed = route(request);
      switch (routed.kind) {
        case "no-path":
          return refused(problem(404, [violation({ in: "path", name: null, code: "unknown-path", message: `no path of the document fits ${request.path}`, source: null })]));
        case "no-method": {
          const allowed = routed.allowed.join(", ");
          const wrong = violation({ in: "method", name: null, code: "unknown-method", message: `${request.method} is not declared for ${request.path}; declared: ${allowed}`, source: null });
          return refused(problem(405, [wrong]), { headers: new Map([["Allow", allowed]]) });
        }
        case "found": {
          const [first, ...others] = routed.matches;
          const judgement = judgeOne(judging, first, request);
          if (isAccepted(judgement)) return judgement;
          return others.map((one) => judgeOne(judging, one, request)).find(isAccepted) ?? judgement;
        }
        default:
          return routed satisfies never;
      }
    },
  };
}

interface Judging extends Coercing {
  readonly examples: boolean;
}

function judgeOne(judging: Judging, { operation, values, fixed }: Match, request: IncomingParts): Judgement {
  const { canonical, examples } = judging;
  const { requirements, place } = operation;
  const pointer = formatOrigin(canonical.source(place.document, place.pointer), canonical.entry);
  const credentials = missingCredentials(requirements, credentialsOf(request));
  if (credentials.length > 0) return refused(problem(401, credentials), { operation: pointer, headers: new Map([["WWW-Authenticate", challengeOf(requirements)]]) });
  const keys = requirements.flat().filter((one) => one.kind === "query").map((one) => one.key);
  const parameters = checkParameters({ ...judging, operation, request, values, knownKeys: [...keys, ...fixed.map((pair) => pair.key)] });
  const body = checkBody(judging, operation.body, request);
  const wrong = [...parameters, ...body.violations];
  if (wrong.length > 0) {
    const onlyType = wrong.every((one) => one.code === "media-type" && one.name === null);
    return refused(problem(onlyType ? 415 : 400, wrong), { operation: pointer, value: body.value });
  }
  const outcome = answer(canonical, { operation, accept: request.header("accept"), prefer: preferencesOf(request.header("prefer")), examples });
  return { operation: pointer, value: body.value, outcome, headers: new Map() };
}

function refused(outcome: Problem, more: Partial<Judgement> = {}): Judgement {
  return { operation: null, value: undefined, headers: new Map(), ...more, outcome };
}

function isAccepted({ outcome }: Judgement): boolean {
  return !("violations" in outcome) || outcome.violations.length === 0;
}
