import { readAbout, type CohortMembers, type ReaderOf } from '@proficio/events';
import { membersAmong, type Members } from '../cohorts/members.js';
import { profile } from '../profile/profile.js';

interface Whose {
  readonly tenant: string;
  readonly framework: string;
  /** Null where everyone is read. */
  readonly members: CohortMembers | null;
  readonly startedAt: string;
}

/** Up to `first` of those whom a replay reads, by ascending id, after `after`. */
export const learnersOf = async (
  read: ReaderOf,
  { tenant, framework, members, startedAt }: Whose,
  after: string | null,
  first: number,
): Promise<Members> =>
  members === null
    ? learnersIn(read, tenant, framework, after, first)
    : membersAmong(read, tenant, members, { first, after }, { clock: 'RECORDED', at: startedAt });

/** Everyone of whom anything is known in a framework. */
const learnersIn = async (
  read: ReaderOf,
  tenant: string,
  framework: string,
  after: string | null,
  first: number,
): Promise<Members> => {
  const { entries, hasNextPage } = await readAbout(read, profile, tenant, framework).page('learner', {
    tenant,
    index: 'byFramework',
    equals: { framework },
    ...(after === null ? {} : { range: { from: after } }),
    first: first + 1,
  });
  const others = entries.map(({ doc }) => doc.learner).filter((learner) => learner !== after);
  const learners = others.slice(0, first);
  return { learners, next: hasNextPage || others.length > first ? (learners.at(-1) ?? null) : null };
};
