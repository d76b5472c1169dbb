import { z } from 'zod';
import {
  key,
  link,
  optionalText,
  personKey,
  text,
  type Command,
  type Informed,
  type RubricContent,
} from '@proficio/events';
import type { PublishedRole, PublishedVersion } from '../publications/publications.js';

export const Enrol = z
  .object({
    learner: personKey.nullish(),
    framework: key,
    version: z.number().int().min(1).nullish(),
    course: key.nullish(),
    path: key.nullish(),
    role: key.nullish(),
  })
  .refine(({ course, path }) => (course ?? null) === null || (path ?? null) === null, {
    path: ['path'],
    error: 'must be absent where a course is given',
  })
  .refine(({ course, path }) => (course ?? path ?? null) !== null, {
    path: ['course'],
    error: 'must be given, or a path',
  });
const enrolment = z.uuid('must be the id of an enrolment');
export const EndEnrolment = z.object({ enrolment });
export const WorkOnActivity = z.object({ enrolment, activity: key });
export const LogHours = WorkOnActivity.extend({
  hours: z.number().positive('must be above 0').max(24, 'must be at most 24 at a time'),
});
export const SubmitArtefact = WorkOnActivity.extend({
  kind: key,
  title: text(300),
  link: link.nullish().transform((given) => given ?? null),
  note: optionalText(10_000)
    .nullish()
    .transform((given) => given ?? null),
});
export const ReviewArtefact = z.object({
  enrolment,
  artefact: z.uuid('must be the id of an artefact'),
  accepted: z.boolean(),
  rubric: key.nullish().transform((given) => given ?? null),
  criteria: z
    .array(z.object({ criterion: key, level: key }))
    .max(50)
    .nullish()
    .transform((given) => given ?? []),
  comment: optionalText(10_000)
    .nullish()
    .transform((given) => given ?? null),
});

/** One thing of a framework that a learner enrols in: a course, or else a path. */
interface EnrolData {
  readonly enrolment: string;
  readonly learner: string;
  readonly framework: string;
  readonly version: number | null;
  readonly course: string | null;
  readonly path: string | null;
  readonly role: string | null;
}

interface EnrolFound {
  /** The caller's role acts for others. */
  readonly staff: boolean;
  /** The service has met the learner. */
  readonly known: boolean;
  readonly publication: PublishedVersion | null;
  readonly role: PublishedRole | null;
}

export type EnrolCommand = Informed<Command<'Enrol', EnrolData>, EnrolFound>;
export type ReviewCommand = Informed<
  Command<'ReviewArtefact', z.output<typeof ReviewArtefact>>,
  { readonly rubric: RubricContent | null }
>;
type EndCommand = Informed<Command<'EndEnrolment', z.output<typeof EndEnrolment>>, { readonly staff: boolean }>;

/** A learner's own work. */
export type WorkCommand =
  | Command<'StartActivity', z.output<typeof WorkOnActivity>>
  | Command<'CompleteActivity', z.output<typeof WorkOnActivity>>
  | Command<'LogHours', z.output<typeof LogHours>>
  | Command<'SubmitArtefact', z.output<typeof SubmitArtefact>>;

export type EnrolmentCommand = EnrolCommand | EndCommand | ReviewCommand | WorkCommand;
