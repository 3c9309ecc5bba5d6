import type { Operation, Parameter, Server } from "../ir/operation.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";

/**
 * Sends operations over the wire that the configuration asks for. The wire `orpc-rpc` of the oRPC framework has one path for each
 * procedure, beside the plain paths: `POST /rpc/sessions/list`, with the input as `{"json": ...}` and the answer likewise. Comes
 * last: what things are called does not depend on the wire.
 */
export const rewriteWire: Pass = {
  name: "rewrite-wire",
  run(api, draft, context) {
    if (context.options.wire === "rest") return;
    const mount = mountOf(api.servers[0]);
    const operations = api.operations.map((operation): Operation => {
      const reason = obstacle(operation);
      if (reason === null) return procedure(operation);
      context.reporter.report("wire-stays", operation.origin, { operation: operation.operationId ?? `${operation.method} ${operation.path}`, reason });
      return operation.servers === null ? { ...operation, path: `${mount}${operation.path}` } : operation;
    });
    draft.operations = asDraft(operations);
    draft.servers = asDraft(api.servers.map((server) => ({ ...server, url: server.url.slice(0, server.url.length - mountOf(server).length) })));
  },
};

/** The path under which a server's plain operations are: `/openapi`, without the slash at the end. */
function mountOf(server: Server | undefined): string {
  if (server === undefined || !URL.canParse(server.url)) return "";
  const { pathname } = new URL(server.url);
  return server.url.endsWith(pathname) ? pathname.replace(/\/$/, "") : "";
}

/** Why an operation cannot be one JSON value each way; null where it can. */
function obstacle({ body, parameters, result, stream }: Operation): string | null {
  if (result.kind === "stream" || stream !== null) return "its answer is a stream";
  if (result.kind !== "json" && result.kind !== "none") return "its answer is not JSON alone";
  if (body !== null && body.media.some(({ codec }) => codec !== "json")) return "its body is not JSON";
  const merged = parameters.filter(isInput);
  if (parameters.some((parameter) => parameter.in === "querystring" || parameter.in === "cookie")) return "it has parameters that cannot be members of the input";
  if (merged.length > 0 && body?.shape?.kind === "argument") return "its parameters cannot join a body that is no object";
  return null;
}

function isInput(parameter: Parameter): boolean {
  return parameter.in === "path" || parameter.in === "query";
}

function procedure(operation: Operation): Operation {
  const parameters = operation.parameters.map((parameter): Parameter => (isInput(parameter) ? { ...parameter, style: "form", explode: true, allowReserved: false, content: null } : parameter));
  return { ...operation, method: "POST", path: `/rpc/${segments(operation).join("/")}`, servers: null, rpc: { method: operation.method }, parameters };
}

/** The procedure's own path: a dotted operationId is one, otherwise the fixed parts of the path tell. */
function segments({ operationId, path }: Operation): readonly string[] {
  if (operationId !== null && /^[\w-]+(?:\.[\w-]+)*$/.test(operationId)) return operationId.split(".");
  return path.split("/").filter((part) => part !== "" && !part.includes("{"));
}
