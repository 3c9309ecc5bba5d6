import { type Message, type Refusal, type RequestName, type Requests, tokenHeader } from "../protocol.ts";

/** A request that came to nothing, in words. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly messages: readonly Message[];

  constructor({ message, messages }: Refusal) {
    super(message);
    this.messages = messages;
  }
}

/** The token of the address; a reload finds it where this tab keeps it, and the address bar and history do not show it. */
export function takeToken(): string {
  const key = "studio-token";
  const given = location.hash.slice(1);
  if (given !== "") {
    sessionStorage.setItem(key, given);
    history.replaceState(null, "", "/");
  }
  return sessionStorage.getItem(key) ?? "";
}

/** Asks the studio for something. Throws `Refused`. */
export type Ask = <Name extends RequestName>(name: Name, sent: Requests[Name]["sent"]) => Promise<Requests[Name]["answer"]>;

/** What asks with a token. */
export function askWith(token: string): Ask {
  return async (name, sent) => {
    let response: Response;
    try {
      response = await fetch(`/api/${name}`, { method: "POST", headers: { "Content-Type": "application/json", [tokenHeader]: token }, body: JSON.stringify(sent) });
    } catch {
      throw new Refused({ message: "The studio does not answer. Is it still running in the terminal?", messages: [] });
    }
    if (response.ok) return response.json();
    const refusal: Refusal = await response.json();
    throw new Refused(refusal);
  };
}
