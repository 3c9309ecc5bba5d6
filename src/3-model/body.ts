import { isObject, member } from "../ir/origin.ts";
import type { MediaType, RequestBody, Response, ResponseHeader } from "../ir/operation.ts";
import { childAt, follow, originOf, step, type At, type Builder } from "./builder.ts";
import { essence, mediaTypesOf } from "./media-type.ts";
import { useOf } from "./schema-use.ts";
import { docsOf } from "./words.ts";

/** A request body, or null where there is none with content. */
export function bodyOf(builder: Builder, written: At | undefined): RequestBody | null {
  const at = written === undefined ? undefined : follow(builder, written);
  if (at === undefined || !isObject(at.node)) return null;
  const media = mediaTypesOf(builder, childAt(at, "content"));
  if (media.length === 0) return null;
  return { origin: originOf(builder, at), required: member(at.node, "required") === true, docs: docsOf(at.node), media: preferred(media), shape: null };
}

/** JSON first, `application/json` before its relatives; otherwise the document's order. */
function preferred(media: readonly MediaType[]): readonly MediaType[] {
  const rank = ({ codec, type }: MediaType): number => (codec !== "json" ? 2 : essence(type) === "application/json" ? 0 : 1);
  return media.toSorted((a, b) => rank(a) - rank(b));
}

/** The responses of an operation, in the document's order. */
export function responsesOf(builder: Builder, responses: At | undefined): readonly Response[] {
  if (responses === undefined || !isObject(responses.node)) return [];
  return Object.entries(responses.node).flatMap(([status, node]) => {
    if (status.startsWith("x-")) return [];
    const at = follow(builder, step(responses, status, node));
    return at === undefined || !isObject(at.node) ? [] : [responseOf(builder, status, at)];
  });
}

function responseOf(builder: Builder, status: string, at: At): Response {
  const links = childAt(at, "links");
  return {
    origin: originOf(builder, at),
    status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
    docs: isObject(at.node) ? docsOf(at.node) : { summary: null, description: null, deprecated: false, externalDocs: null },
    media: preferred(mediaTypesOf(builder, childAt(at, "content"))),
    headers: headersOf(builder, childAt(at, "headers")),
    links: links !== undefined && isObject(links.node) ? links.node : {},
  };
}

function headersOf(builder: Builder, headers: At | undefined): readonly ResponseHeader[] {
  if (headers === undefined || !isObject(headers.node)) return [];
  return Object.entries(headers.node).flatMap(([wire, node]) => {
    const at = follow(builder, step(headers, wire, node));
    if (at === undefined || !isObject(at.node)) return [];
    const content = childAt(at, "content");
    const [type, media] = content !== undefined && isObject(content.node) ? (Object.entries(content.node)[0] ?? []) : [];
    const schema = childAt(at, "schema") ?? (content === undefined || type === undefined || media === undefined ? undefined : childAt(step(content, type, media), "schema"));
    return [{ wire, use: schema === undefined ? null : useOf(builder, schema), docs: docsOf(at.node) }];
  });
}
