import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { gather, gatherText, refusal } from "./gather.ts";

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const valueOf = async (text: string | Uint8Array, name?: string): Promise<unknown> => {
  const { loaded } = await gatherText(text, name);
  return loaded.files.get(loaded.entry)?.value;
};
const problem = async (text: string | Uint8Array, name = "api.yaml"): Promise<unknown> => (await refusal({ kind: "text", text, name })).map((one) => [one.code, one.position]);

describe("JSON", () => {
  test("integers beyond doubles stay exact, also beside strings that look like them", async () => {
    const text = '{"openapi":"3.1.0","x":[9223372036854775807,-9223372036854775808,12345678901234567890.5,"9223372036854775807","int:1",1e3,9007199254740991]}';
    expect(await valueOf(text, "a.json")).toEqual({
      openapi: "3.1.0",
      x: [9223372036854775807n, -9223372036854775808n, 12345678901234567890.5, "9223372036854775807", "int:1", 1000, 9007199254740991],
    });
  });

  test("a key that stands twice is reported with both lines", async () => {
    const { diagnostics } = await gatherText('{"openapi": "3.1.0",\n"a\\"": 1,\n"info": {},\n"info": {"title": "x"}}', "a.json");
    expect(diagnostics.map((one) => [one.code, one.message, one.position])).toEqual([
      ["duplicate-key", "The key info stands twice in one object, first on line 3; the later one counts.", { line: 4, column: 1 }],
    ]);
  });

  test.each([
    ['{"title": }}', { line: 1, column: 11 }],
    ['{"a": 1}\nx', { line: 2, column: 1 }],
    ['{"a": 1, // c\n}', { line: 1, column: 10 }],
    ['{"a": 1,}', { line: 1, column: 9 }],
  ])("%j is broken, with its place", async (text, position) => {
    expect(await problem(text, "a.json")).toEqual([["document-not-json", position]]);
  });

  test("keys of the prototype are own keys", async () => {
    const value = await valueOf('{"openapi":"3.1.0","__proto__":{"polluted":true},"constructor":1}', "a.json");
    expect(Object.keys(value as object)).toEqual(["openapi", "__proto__", "constructor"]);
    expect("polluted" in {}).toBe(false);
  });

  test("places of keys and items, and the nearest ancestor of what is not there", async () => {
    const { loaded } = await gatherText('{"openapi": "3.1.0",\n "a": {"b": [1,\n  2]}}', "a.json");
    const file = loaded.files.get("a.json");
    expect(["#/a/b/1", "#/a/b", "#/a/zzz", "#"].map((pointer) => file?.locate(pointer))).toEqual([
      { line: 3, column: 3 },
      { line: 2, column: 8 },
      { line: 2, column: 2 },
      { line: 1, column: 1 },
    ]);
  });
});

describe("YAML", () => {
  test("1.2 core schema: dates and no are texts, keys are texts, numbers remember their spelling", async () => {
    const { loaded } = await gatherText(`${head}d: 2020-01-01\nn: no\nv: 1.10\no: 012\ne: 1e3\nb: True\ni: 9223372036854775807\n200: ok\n`);
    const file = loaded.files.get("api.yaml");
    expect(file?.value).toMatchObject({ d: "2020-01-01", n: "no", v: 1.1, o: 12, e: 1000, b: true, i: 9223372036854775807n, "200": "ok" });
    expect([...(file?.lexical ?? [])]).toEqual([["#/v", "1.10"], ["#/o", "012"], ["#/e", "1e3"], ["#/b", "True"]]);
  });

  test("a YAML 1.1 directive and legacy tags change nothing", async () => {
    expect(await valueOf(`%YAML 1.1\n---\n${head}x: no\ny: 2001-12-14\n`)).toMatchObject({ x: "no", y: "2001-12-14" });
  });

  test("merge keys are merged: own keys win, then earlier sources", async () => {
    const text = `${head}a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\nc: {<<: [*a, *b], r: 3}\nd:\n  q: 9\n  <<: *a\ne: {"<<": 1}\n`;
    expect(await valueOf(text)).toMatchObject({ c: { p: 1, q: 1, r: 3 }, d: { p: 1, q: 9 }, e: { "<<": 1 } });
  });

  test("a key that stands twice is reported with both lines", async () => {
    const { diagnostics } = await gatherText(`${head}a: 1\nb: 2\na: 3\n`);
    expect(diagnostics.map((one) => [one.message, one.position])).toEqual([
      ["The key a stands twice in one object, first on line 3; the later one counts.", { line: 5, column: 1 }],
    ]);
  });

  test("tabs, unknown aliases and aliases inside themselves are errors with a place", async () => {
    expect(await problem(`${head}a:\n\tb: 1\n`)).toEqual([["document-not-yaml", { line: 4, column: 1 }]]);
    expect(await problem(`${head}a: *x\n`)).toEqual([["alias-not-found", { line: 3, column: 4 }]]);
    expect(await problem(`${head}a: &x [*x]\n`)).toEqual([["document-not-yaml", { line: 3, column: 8 }]]);
  });

  test("an alias bomb is refused before it goes off", async () => {
    const lines = [..."bcdefghi"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index] ?? ""}`).join(", ")}]`);
    expect(await problem(`${head}a: &a [x, x, x, x, x, x, x, x, x]\n${lines.join("\n")}\n`)).toMatchObject([["alias-expansion", { line: 8 }]]);
  });

  test("byte order marks, UTF-16 and CRLF", async () => {
    const text = `${head}x: ü\n`.replaceAll("\n", "\r\n");
    const utf16 = (swap: boolean): Uint8Array => {
      const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
      return swap ? bytes.swap16() : bytes;
    };
    for (const bytes of [Buffer.from(`\ufeff${text}`), utf16(false), utf16(true), Buffer.from(text, "utf16le")]) {
      expect(await valueOf(bytes)).toMatchObject({ openapi: "3.1.0", x: "ü" });
    }
    const { loaded } = await gatherText(text);
    expect(loaded.files.get("api.yaml")?.locate("#/x")).toEqual({ line: 3, column: 1 });
  });

  test("what is compressed is said to be", async () => {
    expect(await problem(gzipSync(head))).toEqual([["document-compressed", undefined]]);
  });

  test("bytes that are not text are replaced and reported", async () => {
    const { diagnostics } = await gatherText(Buffer.from(`${head}x: \xff\n`, "latin1"));
    expect(diagnostics.map((one) => one.code)).toEqual(["encoding-not-utf8"]);
  });
});

describe("depth", () => {
  test("a JSON document 3,000 levels deep is cut, not crashed on", async () => {
    const { loaded, diagnostics } = await gatherText(`{"openapi":"3.1.0","a":${'{"a":'.repeat(3000)}1${"}".repeat(3000)}}`, "a.json");
    expect(JSON.stringify(loaded.files.get("a.json")?.value).length).toBeLessThan(5000);
    expect(diagnostics.map((one) => one.code)).toEqual(["document-too-deep"]);
  });

  test("a YAML document 3,000 levels deep is refused clearly", async () => {
    const text = `${head}${Array.from({ length: 3000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")}`;
    const [one] = await refusal({ kind: "text", text, name: "a.yaml" });
    expect(one?.message).toBe("Not valid YAML: it nests too deeply to be read.");
  });
});

describe("what is not a document", () => {
  test.each([
    ["", "document-empty"],
    ["# only words\n", "document-empty"],
    ["<!doctype html>", "document-not-openapi"],
    ["[1]", "document-not-openapi"],
    ["just words", "document-not-openapi"],
    ["asyncapi: 3.0.0", "document-not-openapi"],
    ["swagger: '1.2'", "version-not-supported"],
    ["openapi: 4.0.0", "version-not-supported"],
    ["openapi: [3]", "version-not-supported"],
  ])("%j is %s", async (text, code) => {
    expect((await refusal({ kind: "text", text })).map((one) => one.code)).toEqual([code]);
  });

  test("missing files and folders", async () => {
    expect((await refusal({ kind: "file", path: "/nowhere/openapi.yaml" })).map((one) => one.message)).toEqual([
      "/nowhere/openapi.yaml cannot be read: there is no such file.",
    ]);
    expect((await refusal({ kind: "file", path: "/" })).map((one) => one.code)).toEqual(["document-not-found"]);
  });

  test("a version that is a number is read as it was written", async () => {
    expect((await gatherText("swagger: 2.0\n")).loaded.dialect).toBe("2.0");
    expect((await gatherText("openapi: 3.10\n")).loaded).toMatchObject({ dialect: "3.2", version: "3.10" });
  });
});

describe("objects", () => {
  test("plain data is copied", async () => {
    const value = { openapi: "3.1.0", x: { y: undefined, z: 1n } };
    const { loaded } = await gather({ kind: "value", value });
    expect(loaded.files.get("document")?.value).toEqual({ openapi: "3.1.0", x: { z: 1n } });
    expect(loaded.files.get("document")?.value).not.toBe(value);
  });

  test("cycles, functions and classes are refused", async () => {
    const cyclic: Record<string, unknown> = { openapi: "3.1.0" };
    cyclic["self"] = cyclic;
    for (const value of [cyclic, { openapi: "3.1.0", f: () => 1 }, { openapi: "3.1.0", d: new Date(0) }, { openapi: "3.1.0", n: Number.NaN }]) {
      expect((await refusal({ kind: "value", value })).map((one) => one.code)).toEqual(["document-not-plain"]);
    }
  });
});
