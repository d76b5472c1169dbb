import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { Bindings } from './binding.js';
import { ClosingCondition } from './framework.js';
import { fraction, key, link, optionalText, personKey, text } from './text.js';

/** A path as it was pinned: what its activities train and what closes them and it. */
export const PinnedPath = z.object({
  key,
  domain: key,
  activities: z.array(z.object({ key, skills: z.array(key), closes: ClosingCondition })),
  closes: z.array(ClosingCondition),
});
export type PinnedPath = z.infer<typeof PinnedPath>;

const at = { enrolment: z.uuid(), learner: personKey, framework: key };
const activity = { ...at, activity: key, skills: z.array(key) };

export const EnrolmentEvents = eventFamily('enrolment', {
  LearnerEnrolled: {
    version: 1,
    data: z.object({
      ...at,
      version: z.number().int().min(1),
      /** The course, or null for a single path. */
      course: key.nullable(),
      paths: z.array(PinnedPath).min(1),
      role: key.nullable(),
    }),
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
