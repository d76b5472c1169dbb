const DEFAULT = 5;

/**
 * Of how many learners a group must be to be told of: `PROFICIO_MIN_GROUP`, 5 unless set.
 *
 * @throws Error where that is no whole number from 1 to 1,000
 */
export const minimumGroup = (environment: Readonly<Record<string, string | undefined>>): number => {
  const set = environment['PROFICIO_MIN_GROUP']?.trim() ?? '';
  if (set === '') return DEFAULT;
  const limit = Number(set);
  if (/^\d+$/.test(set) && limit >= 1 && limit <= 1000) return limit;
  throw new Error('PROFICIO_MIN_GROUP must be a whole number from 1 to 1000');
};
