import type { Json, JsonObject } from "../ir/json.ts";
import { member } from "../ir/origin.ts";

const flowNames: ReadonlyMap<Json | undefined, string> = new Map<Json | undefined, string>([
  ["implicit", "implicit"],
  ["password", "password"],
  ["application", "clientCredentials"],
  ["accessCode", "authorizationCode"],
]);

/** A security scheme of 2.0 in the shape of 3.x; one that has that shape already stays. */
export function upgradeSecurityScheme(value: JsonObject): JsonObject {
  switch (member(value, "type")) {
    case "basic": {
      const { type: _, ...rest } = value;
      return { ...rest, type: "http", scheme: "basic" };
    }
    case "oauth2": {
      if (member(value, "flows") !== undefined) return value;
      const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = value;
      const one: Record<string, Json> = { scopes: scopes ?? {} };
      if (authorizationUrl !== undefined) one["authorizationUrl"] = authorizationUrl;
      if (tokenUrl !== undefined) one["tokenUrl"] = tokenUrl;
      const name = flowNames.get(flow);
      return { ...rest, flows: name === undefined ? {} : { [name]: one } };
    }
    default:
      return value;
  }
}
