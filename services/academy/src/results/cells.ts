import { filled, type Value } from './mapping.js';

/** Why one value of a row cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** A row's own fields, and after them those of the files joined to it. */
export type Cells = readonly string[];
export type Reading<T> = (cells: Cells) => T;

/** Where a column stands in the cells, and which texts stand for no value. */
export interface Layout {
  readonly place: (column: string) => number;
  readonly missing: ReadonlySet<string>;
}

/** Reads a value as text. The reading throws Unreadable. */
export const textOf = (value: Value, layout: Layout): Reading<string> => {
  if (typeof value !== 'object') return () => String(value);
  if ('column' in value) return columnText(value, layout);
  return (cells) => {
    const text = filled(value.template, (column) => columnText({ column }, layout)(cells));
    return value.lowerCase ? text.toLowerCase() : text;
  };
};

const columnText = (
  { column, values }: { column: string; values?: Record<string, string | number> | undefined },
  { place, missing }: Layout,
): Reading<string> => {
  const at = place(column);
  const meanings = values && new Map(Object.entries(values).map(([text, meaning]) => [text, String(meaning)]));
  return (cells) => {
    const text = cells[at]?.trim() ?? '';
    if (text === '' || missing.has(text))
      throw new Unreadable(text === '' ? `${column} is missing` : `${column} is missing (${text})`);
    if (!meanings) return text;
    return meanings.get(text) ?? unreadable(`${column} is "${text}", for which the mapping has no value`);
  };
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
export const numberOf = (value: Value, layout: Layout): Reading<number> => {
  const text = textOf(value, layout);
  return (cells) => {
    const found = text(cells);
    return NUMBER.test(found) ? Number(found) : unreadable(`"${found}" is not a number`);
  };
};

/** Date.parse takes the 30th of February for the 2nd of March. */
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(Date.parse(text)) === text;
const dateOf = (at: number): string | undefined =>
  Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
const ENDS = /^(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/** A date, at its start in UTC, or a time with its offset; in milliseconds. */
export const instantOf = (value: Value, layout: Layout): Reading<number> => {
  const text = textOf(value, layout);
  return (cells) => {
    const found = text(cells);
    const at = isDate(found.slice(0, 10)) && ENDS.test(found.slice(10)) ? Date.parse(found) : NaN;
    return Number.isNaN(at) ? unreadable(`"${found}" is not a date, nor a time with an offset from UTC`) : at;
  };
};

const unreadable = (reason: string): never => {
  throw new Unreadable(reason);
};
