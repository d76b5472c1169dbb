import type { PreparedDomain } from '../publication/prepared.js';
import type { Distribution } from './distribution.js';
import type { Figures } from './figures.js';
import type { BandCount, CohortCompetency, CohortDomain, CohortGap } from './types.js';

const MOST_GAPS = 10;

/** A distribution as it is answered. */
export const answered = ({ framework, policy, shown }: Distribution): CohortCompetency => {
  const domains = shown ? domainsOf(framework, shown.rows) : [];
  return {
    framework,
    policy,
    suppressed: shown === null,
    learners: shown?.learners ?? null,
    domains,
    gaps: largestGaps(domains),
  };
};

const domainsOf = (
  { domains, bands }: Distribution['framework'],
  rows: readonly Figures[],
): readonly CohortDomain[] => {
  const figures = rows.map(({ learners, learnersBefore, ...rest }) => ({
    ...rest,
    bands: bands.map(({ key }, level): BandCount => ({
      level,
      band: key,
      learners: learners[level] ?? null,
      learnersBefore: learnersBefore[level] ?? null,
    })),
  }));
  return domains.flatMap((domain: PreparedDomain, index) => {
    const at = domains.slice(0, index).reduce((rows, { skills }) => rows + 1 + skills.length, 0);
    const own = figures[at];
    if (!own) return [];
    const skills = domain.skills.flatMap((skill, place) => {
      const its = figures[at + 1 + place];
      return its ? [{ ...its, skill }] : [];
    });
    return [{ ...own, domain, skills }];
  });
};

/** By the mean, then by how many have it, then in the framework's order. */
const largestGaps = (domains: readonly CohortDomain[]): readonly CohortGap[] =>
  domains
    .flatMap(({ domain, skills, ...own }) => [
      { domain, skill: null, ...own },
      ...skills.map((one) => ({ domain, ...one })),
    ])
    .flatMap(({ domain, skill, withGap, meanGap }) => (withGap && meanGap ? [{ domain, skill, withGap, meanGap }] : []))
    .sort((a, b) => b.meanGap - a.meanGap || b.withGap - a.withGap)
    .slice(0, MOST_GAPS);
