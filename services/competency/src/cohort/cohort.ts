import { isDeepStrictEqual } from 'node:util';
import {
  CohortEvents,
  reject,
  Rejection,
  type CohortContent,
  type CohortEvent,
  type CohortMembers,
  type Decider,
  type Fault,
} from '@proficio/events';
import type { CohortCommand } from './commands.js';

export type Cohort =
  { readonly status: 'none' | 'removed' } | { readonly status: 'defined'; readonly content: CohortContent };
type Define = Extract<CohortCommand, { readonly type: 'DefineCohort' }>;

const evolve = (_before: Cohort, event: CohortEvent): Cohort => {
  switch (event.type) {
    case 'CohortDefined':
      return { status: 'defined', content: event.data.content };
    case 'CohortRemoved':
      return { status: 'removed' };
  }
};

const decide = (cohort: Cohort, command: CohortCommand): readonly CohortEvent[] => {
  switch (command.type) {
    case 'DefineCohort':
      return define(cohort, command);
    case 'RemoveCohort':
      if (cohort.status === 'none') return reject('COHORT_UNKNOWN', 'key', 'is no cohort');
      return cohort.status === 'removed' ? [] : [{ type: 'CohortRemoved', data: { cohort: command.data.key } }];
  }
};

/** What was defined stays: the same content again is not measured by what is published now. */
const define = (cohort: Cohort, command: Define): readonly CohortEvent[] => {
  const { key, title } = command.data;
  const members = membersIn(command.data);
  const content = { title, members };
  if (cohort.status === 'defined' && isDeepStrictEqual(cohort.content, content)) return [];
  const faults = faultsOf(members, command);
  if (faults.length > 0) throw new Rejection('COHORT_FAULTY', faults);
  return [{ type: 'CohortDefined', data: { cohort: key, content } }];
};

const membersIn = ({ course, learners }: Define['data']): CohortMembers =>
  course === null
    ? { kind: 'learners', learners: [...(learners ?? [])].sort() }
    : { kind: 'course', framework: course.framework, course: course.key };

const faultsOf = (members: CohortMembers, { data, found }: Define): readonly Fault[] => {
  if (members.kind === 'learners')
    return [...repeated(data.learners ?? []), ...unknown(data.learners ?? [], found.known)];
  if (found.isCourse) return [];
  return [{ field: 'course.key', reason: `"${members.course}" is no published course of ${members.framework}` }];
};

const repeated = (learners: readonly string[]): readonly Fault[] => {
  const first = new Map<string, number>();
  return learners.flatMap((learner, index) => {
    const before = first.get(learner);
    if (before === undefined) first.set(learner, index);
    return before === undefined ? [] : [{ field: `learners.${index}`, reason: `stands at learners.${before} already` }];
  });
};

const unknown = (learners: readonly string[], known: ReadonlySet<string>): readonly Fault[] =>
  learners.flatMap((learner, index) =>
    known.has(learner) ? [] : [{ field: `learners.${index}`, reason: `${learner} is nobody that this academy knows` }],
  );

export const cohort: Decider<Cohort, CohortCommand, CohortEvent> = {
  events: CohortEvents,
  initial: { status: 'none' },
  decide,
  evolve,
};
