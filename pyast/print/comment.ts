/** What no source text may hold: NUL and halves of surrogate pairs. */
const illegal = /[\0\ud800-\udfff]/gu;

/** The lines of a statement's comments; a line break in the text cannot end the comment. */
export function commentLines(comments: readonly string[] | undefined): readonly string[] {
  if (comments === undefined) return [];
  return comments.flatMap((comment) => comment.replace(illegal, "\ufffd").split(/\r\n|[\n\r\f\v\u0085\u2028\u2029]/)).map(commentLine);
}

function commentLine(text: string): string {
  if (text.startsWith("#")) return text.trimEnd();
  return text.trim() === "" ? "#" : `# ${text.trimEnd()}`;
}
