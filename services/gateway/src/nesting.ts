/** Brackets, and what may hold some that are none, as GraphQL's lexer sees them: blocks of text, strings, comments. */
const MARKS = /"""(?:\\"""|(?!""")[^])*(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|#[^\n\r]*|[[({\])}]/g;

/** Tells without parsing, since a parser calls itself at every bracket, and its stack ends. */
export const nestsDeeper = (text: string, limit: number): boolean => {
  let depth = 0;
  for (const [mark] of text.matchAll(MARKS)) {
    if ('[({'.includes(mark)) depth += 1;
    if ('])}'.includes(mark)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
};
