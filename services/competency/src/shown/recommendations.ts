import type { Enrolment } from '../profile/documents.js';
import { ascending, descending } from '../priority/ranked.js';
import type { Framework, PreparedPath } from '../publication/prepared.js';
import { isClosed } from './closed.js';
import { reasonFor } from './reason.js';
import type { ShownDomain } from './shown.js';

export interface Recommended {
  readonly path: PreparedPath;
  readonly reason: string;
}
interface Candidate {
  readonly path: PreparedPath;
  readonly place: number;
  readonly domain: ShownDomain | undefined;
}

/**
 * The learner's open paths by priority, then gap, then hesitation, then framework order, each with its reason in words.
 * A path that several active enrolments have is named once, as the one that started last pinned it.
 */
export const recommended = (
  domains: readonly ShownDomain[],
  framework: Framework,
  enrolments: readonly Enrolment[],
  versions: ReadonlyMap<number, Framework>,
): readonly Recommended[] =>
  [...openPaths(enrolments, versions).values()]
    .map((path): Candidate => {
      const place = domains.findIndex(({ domain }) => domain.key === path.domain);
      return { path, place: place < 0 ? domains.length : place, domain: domains[place] };
    })
    .sort(byNeed)
    .map(({ path, domain }) => ({ path, reason: reasonFor(domain, framework) }));

const openPaths = (
  enrolments: readonly Enrolment[],
  versions: ReadonlyMap<number, Framework>,
): ReadonlyMap<string, PreparedPath> => {
  const open = new Map<string, PreparedPath>();
  const active = enrolments.filter(({ status }) => status === 'active');
  for (const enrolment of active.sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0)))
    for (const key of enrolment.paths) {
      const path = versions.get(enrolment.version)?.paths.get(key);
      if (path && !isClosed(enrolment, path)) open.set(key, path);
    }
  return open;
};

const byNeed = (a: Candidate, b: Candidate): number =>
  ascending(a.domain?.priority ?? null, b.domain?.priority ?? null, 'last') ||
  descending(a.domain?.gap ?? null, b.domain?.gap ?? null) ||
  descending(a.domain?.rating?.hesitationMs ?? null, b.domain?.rating?.hesitationMs ?? null) ||
  a.place - b.place ||
  a.path.order - b.path.order;
