import type { DomainNeed } from './need.js';
import { ascending, descending, ranked } from './ranked.js';

/** `gap@1`: domains with a gap, the largest first, then the lower score, none at all the lowest. */
export const gapFirst = (domains: readonly DomainNeed[]): readonly (number | null)[] =>
  ranked(
    domains,
    ({ gap }) => gap !== null && gap > 0,
    (a, b) => descending(a.gap, b.gap) || ascending(a.score, b.score, 'first'),
  );
