import { describe, expect, it } from "vitest";
import { packageNames } from "../../src/4-passes/names/package-names.ts";
import { pep440 } from "../../src/4-passes/names/version.ts";
import { defaultOptions } from "../../src/options.ts";
import type { AuthScheme } from "../../src/ir/auth.ts";
import { api, named } from "./sample-api.ts";

describe("names of the package", () => {
  it.each([
    ["Redocly Museum API", "redocly_museum", "RedoclyMuseum"], ["Swagger Petstore - OpenAPI 3.0", "swagger_petstore", "SwaggerPetstore"], ["Slack Web API", "slack_web", "SlackWeb"],
    ["Spotify Web API with fixes and improvements from sonallux", "spotify_web", "SpotifyWeb"], ["HaloPSA API", "halopsa", "HaloPSA"], ["Calendar API v3", "calendar_api", "CalendarAPI"], ["import", "import_api", "ImportAPI"],
    ["", "api_client", "APIClient"], ["日本語", "api_client", "APIClient"], ["Crème Brûlée API", "creme_brulee", "CremeBrulee"], ["OpenAPI", "api_client", "APIClient"], ["Netlify's API documentation", "netlify_documentation", "NetlifyDocumentation"],
  ])("%j is %s with %s", (title, module, client) => {
    expect(packageNames({ title, version: "1" }, defaultOptions)).toMatchObject({ module, client, distribution: module.replaceAll("_", "-") });
  });

  it("takes the name a person gives, with the title's capitals", () => {
    const names = packageNames({ title: "HaloPSA API", version: "v2" }, { ...defaultOptions, name: "halopsa" });
    expect(names).toEqual({ module: "halopsa", distribution: "halopsa", client: "HaloPSA", environment: "HALOPSA", version: "2" });
    expect(packageNames({ title: "X", version: "1" }, { ...defaultOptions, name: "my_museum" }).client).toBe("MyMuseum");
  });

  it.each([
    ["1.2.1", "1.2.1"], ["v1.0", "1.0"], ["1.0.0-beta.1", "1.0.0b1"], ["1.0.27-SNAPSHOT", "1.0.27.dev0"], ["2025-01-05", "2025.1.5"], ["", "0.0.0"], ["version not set", "0.0.0"], ["master", "0.0.0"], ["1.0.0-oas3.1", "1.0.0"],
    ["2.0.0-rc2", "2.0.0rc2"], ["1.0.0.post3", "1.0.0.post3"], ["2024.0", "2024.0"],
  ])("version %j is %s", (version, expected) => {
    expect(pep440(version)).toBe(expected);
  });

  it("tells credentials apart and names their variables", () => {
    const scheme = (key: string, argument: string): AuthScheme => ({ kind: "apiKey", in: "header", name: key, key, origin: { document: "openapi.yaml", pointer: `#/components/securitySchemes/${key}` }, docs: { summary: null, description: null, deprecated: false, externalDocs: null }, arguments: [argument], environment: [argument.toUpperCase()] });
    const after = named(api({ title: "Museum", auth: [scheme("AppId", "api_key"), scheme("appKey", "api_key"), scheme("Other", "timeout"), scheme("Plain", "token")] }));
    expect(after.auth.map((one) => [one.arguments[0], one.environment[0]])).toEqual([["app_id", "MUSEUM_APP_ID"], ["app_key", "MUSEUM_APP_KEY"], ["other", "MUSEUM_OTHER"], ["token", "MUSEUM_TOKEN"]]);
  });
});
