const OBJECT = 24;
const REFERENCE = 8;

/** About how many bytes a value takes that JSON can hold. A list of numbers costs no look at each. */
export const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return OBJECT + value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (!Array.isArray(value)) return ofProperties(value);
  let weight = OBJECT + REFERENCE * value.length;
  if (typeof value[0] !== 'number') for (const one of value) weight += weightOf(one);
  return weight;
};

const ofProperties = (value: object): number => {
  let weight = OBJECT;
  for (const one of Object.values(value)) weight += REFERENCE + weightOf(one);
  return weight;
};
