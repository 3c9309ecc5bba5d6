import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { isPrivateAddress } from "../../src/1-load/private-address.ts";
import { listen } from "../../src/mock/loopback.ts";
import { gather, refusal } from "./gather.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serving<T>(handler: Handler, run: (origin: string) => Promise<T>): Promise<T> {
  const { port, close } = await listen(createServer(handler), 0);
  try {
    return await run(`http://127.0.0.1:${port}`);
  } finally {
    await close();
  }
}

const entry = (ref: string): string => `openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: '${ref}'}}}\n`;
const at = { document: "openapi.yaml", pointer: "#/components/schemas/A" };

describe("documents by URL", () => {
  test("a document on this computer and what it refers to beside it; headers go along", async () => {
    const seen: string[] = [];
    const handler: Handler = (request, response) => {
      seen.push(`${request.url ?? ""} ${String(request.headers["x-key"])}`);
      response.end(request.url === "/v1/openapi.yaml" ? entry("../shared/pet%20a.yaml#/Pet") : "Pet: {type: object}\n");
    };
    await serving(handler, async (origin) => {
      const { loaded } = await gather({ kind: "url", url: `${origin}/v1/openapi.yaml#frag` }, { headers: { "x-key": "k" } });
      expect([...loaded.files.keys()]).toEqual(["openapi.yaml", "../shared/pet a.yaml"]);
      expect(loaded.resolve(at, "../shared/pet%20a.yaml#/Pet")).toMatchObject({ kind: "found", document: "../shared/pet a.yaml", pointer: "#/Pet" });
      expect(seen).toEqual(["/v1/openapi.yaml k", "/shared/pet%20a.yaml k"]);
    });
  });

  test("credentials in the address become a header and are forgotten", async () => {
    const handler: Handler = (request, response) => void response.end(entry(`#/${request.headers.authorization ?? "none"}`));
    await serving(handler, async (origin) => {
      const { loaded } = await gather({ kind: "url", url: `${origin.replace("//", "//user:pa%20ss@")}/openapi.yaml` });
      const file = loaded.files.get("openapi.yaml");
      expect(file?.text).toContain(`#/Basic ${Buffer.from("user:pa ss").toString("base64")}`);
      expect(file?.uri).toBe(`${origin}/openapi.yaml`);
    });
  });

  test("another origin is not asked unless it is allowed, and then without the headers", async () => {
    const seen: string[] = [];
    const other: Handler = (request, response) => {
      seen.push(String(request.headers["x-key"]));
      response.end("type: string\n");
    };
    await serving(other, (foreign) =>
      serving((_, response) => response.end(entry(`${foreign}/a.yaml`)), async (origin) => {
        const input = { kind: "url", url: `${origin}/openapi.yaml` } as const;
        const refused = await gather(input, { headers: { "x-key": "k" } });
        expect(refused.loaded.resolve(at, `${foreign}/a.yaml`)).toEqual({ kind: "refused" });
        expect(seen).toEqual([]);
        const allowed = await gather(input, { headers: { "x-key": "k" }, allowExternal: [foreign] });
        expect(allowed.loaded.resolve(at, `${foreign}/a.yaml`)).toMatchObject({ kind: "found", document: `${foreign}/a.yaml` });
        expect(seen).toEqual(["undefined"]);
      }),
    );
  });

  test("a redirect to a private address is refused, of the entry and of a reference", async () => {
    let reached = 0;
    await serving((_, response) => void response.end(String(reached++)), (secret) =>
      serving(
        (request, response) => {
          if (request.url === "/openapi.yaml") response.end(entry("a.yaml"));
          else response.writeHead(302, { location: `${secret}/a.yaml` }).end();
        },
        async (origin) => {
          const { loaded } = await gather({ kind: "url", url: `${origin}/openapi.yaml` });
          expect(loaded.resolve(at, "a.yaml")).toEqual({ kind: "refused" });
          expect((await refusal({ kind: "url", url: `${origin}/moved` })).map((one) => one.code)).toEqual(["document-not-reachable"]);
          expect(reached).toBe(0);
        },
      ),
    );
  });

  test("errors, silence, endless redirects and too much of everything", async () => {
    const handler: Handler = (request, response) => {
      if (request.url === "/404") response.writeHead(404).end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url === "/large") response.end("x".repeat(100_000));
    };
    await serving(handler, async (origin) => {
      const reasonOf = async (path: string, options = {}): Promise<string | undefined> => (await refusal({ kind: "url", url: origin + path }, options))[0]?.message.replace(origin, "");
      expect(await reasonOf("/404")).toBe("/404 cannot be fetched: the server answers 404.");
      expect(await reasonOf("/loop")).toBe("/loop cannot be fetched: there are too many redirects.");
      expect(await reasonOf("/silent", { timeout: 200 })).toBe("/silent cannot be fetched: no answer within 200 ms.");
      expect(await reasonOf("/large", { maxBytes: 1000 })).toBe("/large cannot be fetched: it is larger than 0 MB.");
    });
    const closed = await serving(() => undefined, (origin) => Promise.resolve(origin));
    expect((await refusal({ kind: "url", url: closed }))[0]?.message).toBe(`${closed}/ cannot be fetched: the server refuses the connection.`);
  });
});

test.each([
  ["127.0.0.1", true], ["10.1.2.3", true], ["169.254.169.254", true], ["0.0.0.0", true], ["::1", true], ["::", true], ["::ffff:127.0.0.1", true],
  ["::ffff:7f00:1", true], ["[fe80::1]", true], ["fd00::1", true], ["64:ff9b::7f00:1", true], ["not an address", true],
  ["8.8.8.8", false], ["172.32.0.1", false], ["2606:4700::1111", false], ["::ffff:8.8.8.8", false],
])("%s is private: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
