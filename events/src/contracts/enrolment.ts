import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { Bindings } from './binding.js';
import { withoutFeedback } from './feedback.js';
import { ClosingCondition } from './framework.js';
import { fraction, key, link, optionalText, personKey, text } from './text.js';

/** What an activity trains and what closes it, as it was pinned. */
const PinnedActivity = z.object({ key, skills: z.array(key), closes: ClosingCondition });
export type PinnedActivity = z.infer<typeof PinnedActivity>;

/** A path as it was pinned: the keys of its activities in order, and what closes it. */
const PinnedPath = z.object({ key, domain: key, activities: z.array(key), closes: z.array(ClosingCondition) });
export type PinnedPath = z.infer<typeof PinnedPath>;

/** Paths with their activities, each once however many of the paths it is part of. */
const Pinned = z.object({ paths: z.array(PinnedPath).min(1), activities: z.array(PinnedActivity) });
export type Pinned = z.infer<typeof Pinned>;

/** So many bytes of JSON leave room for the rest of an event of 1 MiB. */
export const PINNED_BYTES = 1_000_000;

export const tooLargeToPin = (key: string, bytes: number): string =>
  `"${key}" has ${bytes} bytes of activities and conditions for an enrolment to carry, more than ${PINNED_BYTES}`;

/** Until version 2 every path repeated its activities. */
const Repeated = z.looseObject({
  paths: z.array(z.looseObject({ activities: z.array(z.looseObject({ key })) })),
});
const carriedOnce = (old: Record<string, unknown>): Record<string, unknown> => {
  const { paths, ...data } = Repeated.parse(old);
  const activities = paths.flatMap((path) => path.activities);
  return {
    ...data,
    paths: paths.map((path) => ({ ...path, activities: path.activities.map((activity) => activity.key) })),
    activities: [...new Map(activities.map((activity) => [activity.key, activity])).values()],
  };
};

const at = { enrolment: z.uuid(), learner: personKey, framework: key };
const activity = { ...at, activity: key, skills: z.array(key) };

export const EnrolmentEvents = eventFamily('enrolment', {
  LearnerEnrolled: {
    version: 3,
    data: z.object({
      ...at,
      version: z.number().int().min(1),
      /** The course, or null for a single path. */
      course: key.nullable(),
      ...Pinned.shape,
      role: key.nullable(),
    }),
    upcast: { 1: carriedOnce, 2: withoutFeedback },
  },
  ActivityStarted: { version: 1, data: z.object(activity) },
  ActivityCompleted: { version: 1, data: z.object(activity) },
  HoursLogged: { version: 1, data: z.object({ ...activity, hours: z.number().positive().max(24) }) },
  ArtefactSubmitted: {
    version: 1,
    data: z.object({
      ...activity,
      artefact: z.uuid(),
      kind: key,
      title: personal('learner', text(300)),
      link: personal('learner', link).nullable(),
      note: personal('learner', optionalText(10_000)).nullable(),
    }),
  },
  ArtefactReviewed: {
    version: 1,
    data: z.object({
      ...activity,
      artefact: z.uuid(),
      kind: key,
      accepted: z.boolean(),
      rubric: key.nullable(),
      /** `item` names the criterion as `rubric/criterion`; `outcome` is its level's value. */
      criteria: z.array(
        z.object({
          item: z.string(),
          level: key,
          bindings: Bindings,
          weight: z.number().positive(),
          outcome: fraction,
        }),
      ),
      comment: personal('learner', optionalText(10_000)).nullable(),
    }),
  },
  EnrolmentEnded: { version: 1, data: z.object(at) },
});
export type EnrolmentEvent = EventOf<typeof EnrolmentEvents>;
export type DecidedEnrolmentEvent = DecidedOf<typeof EnrolmentEvents>;
