import fc from 'fast-check';
import { ADA, BOB } from '@proficio/tests';
import { answersRepeats, withRepeats, type Said, type Step } from '@proficio/tests/repeats';
import { temporaryStores } from '@proficio/tests/stores';
import { cohort } from './cohort.js';
import type { CohortCommand } from './commands.js';

const { kernel } = temporaryStores();
const key = 'spring';
const course = { framework: 'f', key: 'course' };

const made = fc.oneof(
  fc.constant({ course, learners: null }),
  fc.array(fc.constantFrom(ADA, BOB), { minLength: 1, maxLength: 2 }).map((learners) => ({ course: null, learners })),
);
const found = fc.record({
  isCourse: fc.constantFrom(true, true, false),
  known: fc.constantFrom(new Set([ADA, BOB]), new Set([ADA, BOB]), new Set([ADA])),
});
const defined = fc
  .record({ title: fc.constantFrom('One', 'Two'), made, found })
  .map(({ title, made, found }): Said<CohortCommand> => ({
    type: 'DefineCohort',
    subject: null,
    data: { key, title, ...made },
    found,
  }));
const removed = fc.constant<Said<CohortCommand>>({ type: 'RemoveCohort', subject: null, data: { key } });

const step: fc.Arbitrary<Step<CohortCommand>> = fc
  .record({
    actor: fc.constantFrom(ADA, ADA, BOB),
    commandId: fc.constantFrom(...'abcdef'),
    said: fc.oneof({ weight: 3, arbitrary: defined }, removed),
  })
  .map(({ said, ...sent }) => ({ ...sent, stream: key, said: () => said }));

test('cohorts', () =>
  answersRepeats(
    kernel,
    cohort,
    fc
      .array(fc.oneof(step, fc.nat(99)), { minLength: 4, maxLength: 16 })
      .map((parts) => withRepeats(parts.map((part) => (typeof part === 'number' ? part : [part])))),
    25,
  ));
