import type { Message } from "../protocol.ts";
import { element } from "./element.ts";

/** Messages with their places, and what to do about each. */
export function messagesView(messages: readonly Message[]): HTMLElement {
  return element("ul", { class: "messages" }, ...messages.map(messageView));
}

function messageView({ severity, code, message, where, pointer, remedy }: Message): HTMLElement {
  return element(
    "li",
    { class: severity },
    element("p", {}, element("strong", {}, severity), " ", message, code === null ? null : element("code", { class: "code" }, code)),
    where === null ? null : element("p", { class: "where" }, where, pointer === null ? null : element("span", {}, pointer)),
    remedy === null ? null : element("p", { class: "remedy" }, remedy),
  );
}

/** Counts of messages by their weight: `1 error, 2 warnings`. */
export function countMessages(messages: readonly Message[]): string {
  const counts = (["error", "warning", "note"] as const).map((severity) => [messages.filter((one) => one.severity === severity).length, severity] as const);
  return counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`).join(", ");
}
