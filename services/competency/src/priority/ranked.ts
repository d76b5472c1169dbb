/** Numbers the domains that `needs` picks by `compare`, from 1; those it leaves out, null. Ties keep their order. */
export const ranked = <D>(
  domains: readonly D[],
  needs: (domain: D) => boolean,
  compare: (a: D, b: D) => number,
): readonly (number | null)[] => {
  const places = domains.map((domain, place) => ({ domain, place }));
  const order = places.filter(({ domain }) => needs(domain)).sort((a, b) => compare(a.domain, b.domain));
  const priorities = new Map(order.map(({ place }, index) => [place, index + 1]));
  return places.map(({ place }) => priorities.get(place) ?? null);
};

/** Larger numbers first, null last. */
export const descending = (a: number | null, b: number | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
};

/** Smaller numbers first; null before them or after them. */
export const ascending = (a: number | null, b: number | null, nulls: 'first' | 'last'): number => {
  if (a === null || b === null) return (Number(a === null) - Number(b === null)) * (nulls === 'first' ? -1 : 1);
  return a - b;
};
