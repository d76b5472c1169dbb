import { InvalidArgumentError } from 'commander';

type Condition = Readonly<Record<string, readonly string[]>>;

/** `a,b` */
export const names = (text: string): readonly string[] => {
  const found = text.split(',').map((name) => name.trim());
  return found.includes('') ? refuse('columns are needed, with commas between them') : found;
};

/** `learner=student,item=question`; told again, it adds. */
export const mapping = (
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => {
  const entries = text.split(',').map((entry) => parted(entry) ?? refuse('is FIELD=COLUMN,...'));
  return { ...before, ...Object.fromEntries(entries) };
};

/**
 * `presentation=2013B,2013J` is one column with either value, and `presentation=2013B,module=AAA` two columns that must
 * both fit; told again, either condition will do.
 */
export const condition = (text: string, before: readonly Condition[] = []): readonly Condition[] => {
  const values = new Map<string, string[]>();
  let column: string | undefined;
  for (const entry of text.split(',')) {
    const [name, value] = parted(entry) ?? [column ?? refuse('is COLUMN=VALUE,...'), entry.trim()];
    column = name;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return [...before, Object.fromEntries(values)];
};

export const rows = (text: string): number =>
  /^\d{1,12}$/.test(text) ? Number(text) : refuse('a number of rows is needed');

export const points = (text: string): number =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : refuse('points are needed');

const parted = (entry: string): readonly [string, string] | undefined => {
  const at = entry.indexOf('=');
  return at <= 0 ? undefined : [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
};

const refuse = (reason: string): never => {
  throw new InvalidArgumentError(reason);
};
