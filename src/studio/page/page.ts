import { askWith, Refused, takeToken } from "./ask.ts";
import { byId, element } from "./element.ts";
import { readForm, startForm } from "./form.ts";
import { foundView } from "./found-view.ts";
import { countMessages, messagesView } from "./messages-view.ts";
import { outputView } from "./output-view.ts";

const ask = askWith(takeToken());
const status = byId("status", HTMLElement);
const problem = byId("problem", HTMLElement);
const output = byId("output-view", HTMLElement);
const found = byId("found", HTMLElement);

/** Does something that may take a while or fail: what is done, what came of it, or what is wrong is said where screen readers hear it. */
async function attempt(doing: string, work: () => Promise<string>): Promise<void> {
  if (document.body.hasAttribute("data-busy")) return;
  problem.replaceChildren();
  status.textContent = `${doing} …`;
  document.body.toggleAttribute("data-busy", true);
  try {
    status.textContent = await work();
  } catch (error) {
    status.textContent = "";
    tell(error);
  } finally {
    document.body.removeAttribute("data-busy");
  }
}

/** Says what is wrong. */
function tell(error: unknown): void {
  const { message, messages } = error instanceof Refused ? error : { message: `The page failed in a way it should not: ${String(error)}`, messages: [] };
  problem.replaceChildren(element("div", { class: "problem", role: "alert", tabindex: "-1" }, messages.length === 0 ? element("p", {}, message) : messagesView(messages)));
}

function read(): void {
  void attempt("Reading", async () => {
    const answer = await ask("read", await readForm());
    output.replaceChildren();
    found.replaceChildren(foundView(answer));
    document.getElementById("found-title")?.focus();
    return `Read ${answer.title}${answer.messages.length === 0 ? "" : `: ${countMessages(answer.messages)}`}.`;
  });
}

function generate(): void {
  void attempt("Generating", async () => {
    output.replaceChildren();
    const answer = await ask("generate", await readForm());
    output.replaceChildren(outputView({ generated: answer, ask, attempt, tell }));
    found.replaceChildren(foundView(answer.found));
    document.getElementById("output-title")?.focus();
    return "Generated. Nothing is written until you save.";
  });
}

byId("read", HTMLButtonElement).addEventListener("click", read);
byId("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  generate();
});
void attempt("Starting", async () => {
  const { version, folder, place } = await ask("about", {});
  byId("about", HTMLElement).replaceChildren(`${version} · in `, element("code", {}, folder));
  startForm(place);
  return "";
});
