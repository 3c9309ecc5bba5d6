import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";
import { judged, send } from "./send.ts";

const person = { type: "object", required: ["name"], properties: { name: { type: "string" }, age: { type: "integer" } } };
const body = (content: object) => ({ post: { requestBody: { required: true, content }, responses: { 204: { description: "" } } } });
const value = {
  openapi: "3.0.3", info: { title: "T", version: "1" },
  paths: {
    "/form": body({
      "application/x-www-form-urlencoded": {
        schema: {
          type: "object", required: ["count"], additionalProperties: false,
          properties: { count: { type: "integer" }, tags: { type: "array", items: { type: "string" } }, list: { type: "array", items: { type: "integer" } }, deep: { type: "object", properties: { a: { type: "integer" }, b: { type: "array", items: { type: "object", properties: { c: { type: "boolean" } } } } } }, person },
        },
        encoding: { deep: { style: "deepObject", explode: true }, list: { style: "form", explode: false }, person: { contentType: "application/json" } },
      },
    }),
    "/multipart": body({
      "multipart/form-data": {
        schema: { type: "object", required: ["file", "person"], additionalProperties: false, properties: { file: { type: "string", format: "binary" }, files: { type: "array", items: { type: "string", format: "binary" } }, person, count: { type: "integer" }, tags: { type: "array", items: { type: "integer" } } } },
        encoding: { file: { contentType: "image/png, text/plain" } },
      },
    }),
    "/text": body({ "text/plain": { schema: { type: "string", maxLength: 5 } } }),
    "/bytes": body({ "application/octet-stream": { schema: { type: "string", format: "binary", maxLength: 1 } } }),
    "/vendor": body({ "application/vnd.shop+json; version=2": { schema: person } }),
    "/any": body({ "*/*": {}, "application/json": { schema: person } }),
  },
};

describe("request bodies", () => {
  let server: MockServer;
  beforeAll(async () => {
    server = await createMockServer({ kind: "value", value });
  });
  afterAll(() => server.close());
  const post = (path: string, type: string, text: string | Uint8Array) => judged(server, { method: "POST", path, headers: { "Content-Type": type }, body: text });

  it("judges URL-encoded forms by the encodings of their fields", async () => {
    const form = (text: string) => post("/form", "application/x-www-form-urlencoded;charset=utf-8", text);
    expect(await form(`count=1&tags=a&tags=b%2Cc&list=1,2&deep[a]=1&deep[b][0][c]=true&person=${encodeURIComponent('{"name":"x"}')}`)).toEqual([204]);
    expect(server.requests().at(-1)?.value).toEqual({ count: 1, tags: ["a", "b,c"], list: [1, 2], deep: { a: 1, b: [{ c: true }] }, person: { name: "x" } });
    expect(await form("count=one&list=1,b&other=1")).toEqual([400, "#/body/other undeclared", "#/body/count invalid", "#/body/list/1 invalid"]);
    expect(await form("count=1&count=2")).toEqual([400, "#/body/count repeated"]);
    expect(await form("count=1&deep[b][0][c]=maybe")).toEqual([400, "#/body/deep/b/0/c invalid"]);
    expect(await form(`count=1&person=${encodeURIComponent('{"age":1}')}`)).toEqual([400, "#/body/person/name missing"]);
    expect(await form("")).toEqual([400, "#/body/count missing"]);
  });

  const part = (name: string, text: string, more = "") => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`;
  const file = (name: string, type = "image/png") => part(name, "\u0089PNG\r\n--not a boundary\r\n", `; filename="a \\"b\\".png"\r\nContent-Type: ${type}`);
  const multipart = (text: string) => post("/multipart", 'multipart/form-data; boundary="b"', text);

  it("judges multipart bodies part by part", async () => {
    const who = part("person", '{"name":"x"}', "\r\nContent-Type: application/json");
    expect(await multipart(`${file("file")}${who}${part("count", "3")}${part("tags", "1")}${part("tags", "2")}${file("files")}${file("files")}--b--\r\n`)).toEqual([204]);
    expect(server.requests().at(-1)?.value).toMatchObject({ count: 3, tags: [1, 2], person: { name: "x" } });
    expect(await multipart(`${file("file")}${part("person", '{"name":"x"}')}${part("tags", "1")}--b--`)).toEqual([204]);
    expect(await multipart(`${file("file", "image/gif")}${who}${part("count", "x")}${part("color", "red")}--b--`)).toEqual([400, "#/body/file media-type", "#/body/color undeclared", "#/body/count invalid"]);
    expect(await multipart(`${who.replace("name", "nome").replace("nome", "name").replace('"name":"x"', '"age":"x"')}--b--`)).toEqual([400, "#/body/file missing", "#/body/person/name missing", "#/body/person/age invalid"]);
    expect(await multipart(`${file("file")}${part("person", "{", "\r\nContent-Type: application/json")}--b--`)).toEqual([400, "#/body/person malformed"]);
    expect(await multipart(`${file("file")}${who}${part("count", "1")}${part("count", "2")}--b--`)).toEqual([400, "#/body/count repeated"]);
  });

  it("refuses what is no multipart body", async () => {
    for (const text of ["", "x", "--b", "--b\r\n", `x${part("a", "1")}--b--`, part("a", "1"), `${part("a", "1")}--b--x`, "--b\r\nno header\r\n\r\nx\r\n--b--", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"]) {
      expect([text, await multipart(text)]).toEqual([text, [400, text === "" ? "#/body missing" : "#/body malformed"]]);
    }
    expect(await post("/multipart", "multipart/form-data", "--b--")).toEqual([400, "#/body malformed"]);
  });

  it("judges text, and lets bytes be", async () => {
    expect(await post("/text", "text/plain", "12345")).toEqual([204]);
    expect(await post("/text", "text/plain", "123456")).toEqual([400, "#/body invalid"]);
    expect(await post("/bytes", "application/octet-stream", Uint8Array.from([0, 255, 254]))).toEqual([204]);
  });

  it("takes the declared media type that fits best", async () => {
    expect(await post("/vendor", "application/vnd.shop+json; version=2", '{"name":"x"}')).toEqual([204]);
    expect(await post("/vendor", "application/vnd.shop+json; version=1", '{"name":"x"}')).toEqual([415, "#/body media-type"]);
    expect(await post("/any", "application/json; charset=utf-8", "{}")).toEqual([400, "#/body/name missing"]);
    expect(await post("/any", "image/png", "x")).toEqual([204]);
  });

  it("survives names that JavaScript knows", async () => {
    const names = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: { "/": body({ "application/json": { schema: JSON.parse('{"type":"object","additionalProperties":false,"required":["constructor"],"properties":{"constructor":{"type":"integer"},"__proto__":{"type":"string"}}}') } }) } };
    const own = await createMockServer({ kind: "value", value: names });
    const ask = (text: string) => judged(own, { method: "POST", path: "/", headers: { "Content-Type": "application/json" }, body: text });
    expect(await ask('{"constructor":1}')).toEqual([204]);
    expect(await ask("{}")).toEqual([400, "#/body/constructor missing"]);
    expect(await ask('{"constructor":1,"toString":1}')).toEqual([400, "#/body/toString undeclared"]);
    expect(await ask('{"constructor":1,"__proto__":"x"}')).toEqual([204]);
    await own.close();
  });

  it("answers when a request of another kind comes in", async () => {
    const { status, headers } = await send(server, { method: "POST", path: "/text?%", headers: { "Content-Type": "text/plain" }, body: "x" });
    expect([status, headers["content-type"]]).toEqual([400, "application/problem+json"]);
  });
});
