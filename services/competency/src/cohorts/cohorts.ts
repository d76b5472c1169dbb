import {
  CohortEvents,
  FrameworkEvents,
  type CohortEvent,
  type CohortMembers,
  type FrameworkEvent,
  type Projection,
} from '@proficio/events';

/** A cohort as it was defined last. */
export interface CohortDoc {
  readonly key: string;
  readonly title: string;
  readonly definedAt: string;
  /** The course whose enrolments make it, by `courseKey`; null for a list. */
  readonly course: string | null;
}

type Cohorts = {
  readonly cohort: CohortDoc;
  /** The learners of a list, apart, so that a page of cohorts reads none of them. Ascending. */
  readonly list: { readonly learners: readonly string[] };
  /** The courses that some published version has. */
  readonly course: { readonly title: string };
};

/** Keys of frameworks and courses have no `/`. */
export const courseKey = (framework: string, course: string): string => `${framework}/${course}`;

const courseOf = (members: CohortMembers): string | null =>
  members.kind === 'course' ? courseKey(members.framework, members.course) : null;

/** The tenant's cohorts, and the courses that one can be made of. */
export const cohorts: Projection<Cohorts, CohortEvent | FrameworkEvent> = {
  name: 'competency-cohorts',
  version: 1,
  from: [CohortEvents, FrameworkEvents],
  views: { cohort: { byKey: ['key'] }, list: {}, course: {} },
  keys: () => [],
  evolve: (views, event) => {
    const { tenant, occurredAt } = event.meta;
    switch (event.type) {
      case 'CohortDefined': {
        const { cohort: key, content } = event.data;
        const { title, members } = content;
        views.put({ view: 'cohort', tenant, key }, { key, title, definedAt: occurredAt, course: courseOf(members) });
        if (members.kind === 'course') views.delete({ view: 'list', tenant, key });
        else views.put({ view: 'list', tenant, key }, { learners: members.learners });
        return;
      }
      case 'CohortRemoved':
        views.delete({ view: 'cohort', tenant, key: event.data.cohort });
        views.delete({ view: 'list', tenant, key: event.data.cohort });
        return;
      case 'FrameworkPublished':
        for (const { key, title } of event.data.content.courses ?? [])
          views.put({ view: 'course', tenant, key: courseKey(event.data.framework, key) }, { title });
        return;
      case 'FrameworkDrafted':
      case 'FrameworkSubmitted':
      case 'FrameworkReviewed':
        return;
    }
  },
};
