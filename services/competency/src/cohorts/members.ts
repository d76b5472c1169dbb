import type { CohortMembers, ReaderOf } from '@proficio/events';
import type { AsOf } from '../profile/as-of.js';
import { cohorts, courseKey } from './cohorts.js';
import { enrolled, wasActive } from './enrolled.js';

/** Where to go on: after this learner, exclusive; null from the start. */
export interface MembersQuery {
  readonly first: number;
  readonly after: string | null;
}
/** Learners in ascending order of id; `next` is what to go on after, null at the end. */
export interface Members {
  readonly learners: readonly string[];
  readonly next: string | null;
}

/**
 * A page of a cohort's members; undefined where there is no such cohort. As of a moment a course's are those who were
 * enrolled then; a list has no days.
 */
export const membersOf = async (
  read: ReaderOf,
  tenant: string,
  cohort: string,
  query: MembersQuery,
  asOf: AsOf | null = null,
): Promise<Members | undefined> => {
  const defined = await read(cohorts).get('cohort', tenant, cohort);
  if (!defined) return undefined;
  if (defined.course !== null) return inCourse(read, tenant, defined.course, query, asOf);
  return onList((await read(cohorts).get('list', tenant, cohort))?.learners ?? [], query);
};

/** The same of who is told, whether or not there is such a cohort. */
export const membersAmong = async (
  read: ReaderOf,
  tenant: string,
  told: CohortMembers,
  query: MembersQuery,
  asOf: AsOf,
): Promise<Members> => {
  switch (told.kind) {
    case 'course':
      return inCourse(read, tenant, courseKey(told.framework, told.course), query, asOf);
    case 'learners':
      return onList(told.learners, query);
  }
};

const onList = (all: readonly string[], { first, after }: MembersQuery): Members => {
  const rest = after === null ? all : all.filter((learner) => learner > after);
  const learners = rest.slice(0, first);
  return { learners, next: rest.length > first ? (learners.at(-1) ?? null) : null };
};

/** Whoever is enrolled twice stands together in the index, and counts once. */
const inCourse = async (
  read: ReaderOf,
  tenant: string,
  course: string,
  { first, after }: MembersQuery,
  asOf: AsOf | null,
): Promise<Members> => {
  const where = asOf === null ? ACTIVE : EVER;
  const learners: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(enrolled).page('enrolment', {
      ...where(course),
      tenant,
      ...(after === null ? {} : { range: { from: after } }),
      first: first + 1,
      after: cursor,
    });
    for (const { doc } of page.entries) {
      const { learner } = doc;
      if (learner === after || learner === learners.at(-1) || !wasActive(asOf, doc)) continue;
      if (learners.length === first) return { learners, next: learners.at(-1) ?? null };
      learners.push(learner);
    }
    cursor = page.hasNextPage ? page.entries.at(-1)?.cursor : undefined;
  } while (cursor !== undefined);
  return { learners, next: null };
};

const ACTIVE = (course: string) => ({ index: 'byStatus', equals: { course, status: 'active' } });
const EVER = (course: string) => ({ index: 'byCourse', equals: { course } });
