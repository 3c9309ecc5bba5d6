import { expect, it } from "vitest";
import { markdownText } from "../../src/5-lower/project/markdown.ts";

it.each([
  ["See [the docs](https://api.test/a_b?c=1#d) of `pet_id`.", "See [the docs](https://api.test/a_b?c=1#d) of \\`pet\\_id\\`."],
  ["[a *b*](https://x.test)", "[a \\*b\\*](https://x.test)"],
  ["[x](javascript:alert(1))", "\\[x\\]\\(javascript:alert\\(1\\)\\)"],
  ["[x](https://x.test \"t\")", "\\[x\\]\\(https://x.test \"t\"\\)"],
  ["![x](https://x.test/i.png)", "\\!\\[x\\]\\(https://x.test/i.png\\)"],
  ["<img src=x> **b** [[a](https://x.test)", "\\<img src=x\\> \\*\\*b\\*\\* \\[[a](https://x.test)"],
  ["a ` lone\n# no heading", "a \\` lone \\# no heading"],
  ["- no list", "\\- no list"],
])("writes %j as Markdown that only links to the web", (text, written) => {
  expect(markdownText(text)).toBe(written);
});
