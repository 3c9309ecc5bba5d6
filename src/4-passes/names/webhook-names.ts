import type { Api } from "../../ir/api.ts";
import type { Webhook } from "../../ir/operation.ts";
import { formatOrigin } from "../../ir/origin.ts";
import { payloadOf } from "../../ir/uses.ts";
import { snakeName } from "./identifier.ts";
import type { NamesLock } from "./lock.ts";
import { type Candidate, distinguish } from "./scope.ts";
import { nameWords } from "./words.ts";

/** Gives every webhook and callback that says something in JSON a method that parses it, by the pointer of the request. */
export function webhookNames(api: Api, lock: NamesLock): ReadonlyMap<string, string> {
  const candidates: Candidate<string>[] = [];
  const add = (webhook: Webhook, wishes: readonly string[]): void => {
    const pointer = formatOrigin(webhook.origin, api.origin.document);
    // The same callback may stand in several operations.
    if (payloadOf(webhook) === null || candidates.some(({ key }) => key === pointer)) return;
    candidates.push({
      item: pointer,
      key: pointer,
      wishes: wishes.map((wish) => snakeName(["parse", ...nameWords(wish)], "method")),
      locked: lock.webhook(pointer),
    });
  };
  for (const webhook of api.webhooks) {
    const { key, operationId, method } = webhook;
    add(webhook, [key, ...(operationId === null ? [] : [operationId]), `${key} ${method.toLowerCase()}`]);
  }
  for (const operation of api.operations) {
    for (const callback of operation.callbacks) {
      const [name = callback.key] = callback.key.split(" ", 1);
      const whole = `${operation.operationId ?? operation.path} ${name}`;
      add(callback, [callback.operationId ?? name, whole, `${whole} ${callback.method.toLowerCase()}`]);
    }
  }
  return distinguish(candidates);
}
