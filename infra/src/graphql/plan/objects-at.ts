import { isRaw, type Raw } from './types.js';

/** The objects at a path; `@` stands for every entry of a list. */
export const objectsAt = (data: Raw, path: readonly string[]): readonly Raw[] => {
  const found: Raw[] = [];
  walk(data, path, 0, found);
  return found;
};

const walk = (value: unknown, path: readonly string[], from: number, found: Raw[]): void => {
  if (value === null || value === undefined) return;
  const element = path[from];
  if (element === '@') {
    if (Array.isArray(value)) for (const one of value) walk(one, path, from + 1, found);
  } else if (isRaw(value)) {
    if (element === undefined) found.push(value);
    else walk(value[element], path, from + 1, found);
  }
};
