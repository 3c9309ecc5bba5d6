import type { Found } from "../protocol.ts";
import { element, plural } from "./element.ts";
import { countMessages, messagesView } from "./messages-view.ts";

/** What a document holds. */
export function foundView(found: Found): HTMLElement {
  const { title, version, openapi, namespaces, models, webhooks, messages } = found;
  const operations = namespaces.reduce((sum, one) => sum + one.operations.length, 0);
  return element(
    "section",
    { class: "found", aria: { labelledby: "found-title" } },
    element("h2", { id: "found-title", tabindex: "-1" }, title, " ", element("small", {}, `${version} · OpenAPI ${openapi}`)),
    element("p", { class: "counts" }, [plural(operations, "operation"), plural(models.length, "model"), ...(webhooks > 0 ? [plural(webhooks, "webhook")] : [])].join(" · ")),
    facts(found),
    messages.length === 0 ? null : fold(`Diagnostics`, countMessages(messages), messagesView(messages), messages.some((one) => one.severity !== "note")),
    fold("Operations", plural(operations, "operation"), element("div", {}, ...namespaces.map(namespaceView)), operations <= 30),
    models.length === 0 ? null : fold("Models", plural(models.length, "model"), element("ul", { class: "names" }, ...models.map((name) => element("li", {}, element("code", {}, name)))), models.length <= 30),
  );
}

function facts({ package: name, servers, security }: Found): HTMLElement {
  const row = (term: string, ...values: readonly HTMLElement[]): readonly HTMLElement[] => [element("dt", {}, term), ...values];
  const schemes = security.map(({ name: key, what, environment }) => element("dd", {}, what, " ", element("code", {}, key), environment.length === 0 ? null : element("span", { class: "hint" }, ` ${environment.join(", ")}`)));
  return element(
    "dl",
    { class: "facts" },
    ...row("Import name", element("dd", {}, element("code", {}, name))),
    ...row(servers.length === 1 ? "Server" : "Servers", ...(servers.length === 0 ? [element("dd", {}, "none")] : servers.map((url) => element("dd", {}, element("code", {}, url))))),
    ...row("Security", ...(schemes.length === 0 ? [element("dd", {}, "none")] : schemes)),
  );
}

function namespaceView({ name, operations }: Found["namespaces"][number]): HTMLElement {
  const rows = operations.map(({ method, path, python }) =>
    element("tr", {}, element("td", {}, element("code", { class: `method ${method.toLowerCase()}` }, method)), element("td", {}, element("code", {}, path)), element("td", {}, element("code", {}, python))));
  const head = element("thead", { class: "unseen" }, element("tr", {}, ...["Method", "Path", "Call"].map((text) => element("th", { scope: "col" }, text))));
  return element("table", {}, element("caption", {}, name === "" ? "at the top" : name, " ", element("span", { class: "hint" }, String(operations.length))), head, element("tbody", {}, ...rows));
}

function fold(title: string, count: string, content: HTMLElement, open: boolean): HTMLElement {
  return element("details", { open }, element("summary", {}, title, " ", element("span", { class: "hint" }, count)), content);
}
