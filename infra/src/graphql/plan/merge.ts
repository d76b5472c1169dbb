import { isRaw, type Raw } from './types.js';

/** Adds what is new, in depth; lists of equal length are taken for the same list. */
export const merge = (target: Raw, source: unknown): void => {
  if (!isRaw(source)) return;
  for (const key in source) {
    const [known, added] = [target[key], source[key]];
    if (isRaw(known) && isRaw(added)) merge(known, added);
    else if (Array.isArray(known) && Array.isArray(added) && known.length === added.length) mergeLists(known, added);
    else if (added !== undefined) target[key] = added;
  }
};

const mergeLists = (target: unknown[], source: readonly unknown[]): void =>
  source.forEach((added, index) => {
    const known = target[index];
    if (isRaw(known) && isRaw(added)) merge(known, added);
    else target[index] = added;
  });
