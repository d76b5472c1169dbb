import type { DomainNeed } from './need.js';
import { descending, ranked } from './ranked.js';

const FEWEST = 2;
const unconfident = ({ rating }: DomainNeed): boolean => rating !== null && !rating.confident;

/**
 * `self-assessment@1`: where two or more domains were not answered confidently they are priorities, the longest
 * hesitation first and a missing one last. Fewer, or no complete self-assessment: no domain is.
 */
export const leastConfidentFirst = (domains: readonly DomainNeed[]): readonly (number | null)[] =>
  domains.filter(unconfident).length < FEWEST
    ? domains.map(() => null)
    : ranked(domains, unconfident, (a, b) =>
        descending(a.rating?.hesitationMs ?? null, b.rating?.hesitationMs ?? null),
      );
