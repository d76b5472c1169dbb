import { z } from 'zod';
import { key, MAX_LISTED, personKey, text, type Command, type Informed } from '@proficio/events';

const CoursePlace = z.object({ framework: key, key });

export const DefineCohort = z
  .object({
    key,
    title: text(200),
    course: CoursePlace.nullish().transform((course) => course ?? null),
    learners: z
      .array(personKey)
      .min(1, 'must name a learner')
      .max(MAX_LISTED)
      .nullish()
      .transform((learners) => learners ?? null),
  })
  .refine(
    ({ course, learners }) => (course === null) !== (learners === null),
    'must name a course or learners, not both',
  );
export const RemoveCohort = z.object({ key });

export type CohortCommand =
  | Informed<
      Command<'DefineCohort', z.infer<typeof DefineCohort>>,
      {
        /** Whether some published version of the framework has the course. */
        readonly isCourse: boolean;
        /** Of the listed learners those that there are. */
        readonly known: ReadonlySet<string>;
      }
    >
  | Command<'RemoveCohort', z.infer<typeof RemoveCohort>>;
