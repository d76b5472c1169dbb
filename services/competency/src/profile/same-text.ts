/** More skills than an academy has; beyond, texts are forgotten and met again. */
const LIMIT = 20_000;
const texts = new Map<string, string>();

/**
 * The one text that stands for all equal ones. JSON makes a new text of every key it reads, and the keys of a learner's
 * skills would take half the room of what is kept about them.
 */
export const sameText = (text: string): string => {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= LIMIT) texts.clear();
  texts.set(text, text);
  return text;
};
