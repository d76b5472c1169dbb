/**
 * Texts and numbers as fields of a line of text, parted by blanks. Keys and ids have neither blanks nor `%`, and stand as
 * they are; whatever else a text may hold is written as in a link, no text as `%`, and null as nothing.
 */
export const word = (text: string | null): string => {
  if (text === null) return '';
  return APART.test(text) ? text.replace(ALL_APART, encodeURIComponent) : text || EMPTY;
};
const APART = /[\s%]/;
const ALL_APART = /[\s%]/g;
const EMPTY = '%';

/** The shortest decimals that are this very number. */
export const digits = (value: number | null): string => {
  if (value === null) return '';
  return Object.is(value, -0) ? '-0' : String(value);
};

export const textIn = (fields: readonly string[], place: number): string | null => {
  const field = fields[place];
  if (!field) return null;
  if (field === EMPTY) return '';
  return field.includes('%') ? decodeURIComponent(field) : field;
};

export const numberIn = (fields: readonly string[], place: number): number | null =>
  fields[place] ? Number(fields[place]) : null;
