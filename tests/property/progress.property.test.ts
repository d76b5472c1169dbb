import fc from 'fast-check';
import { derivedId, type Command, type Decider, type Event } from '@proficio/events';
import { ADA, BOB, uuid } from '../kit/index.js';
import { answersRepeats, type Step } from '../kit/repeats.js';
import { temporaryStores } from '../kit/stores.js';
import { ACADEMY } from '../../services/progress/src/academy.sample.js';
import { enrolment } from '../../services/progress/src/enrolment/enrolment.js';
import { learner } from '../../services/progress/src/learner/learner.js';
import { recognition } from '../../services/progress/src/recognition/recognition.js';

const { kernel } = temporaryStores();
const FRAMEWORK = 'ai-product-manager';
const IDS = ['c1', 'c2', 'c3', 'c4'];
const actor = fc.constantFrom(ADA, BOB);
const commandId = fc.constantFrom(...IDS);
const words = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() !== '' && !text.includes('\0') && text.isWellFormed());
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

/** To one of few streams, under one of few ids: repeats, other content and strangers all come by chance. */
const holds = <State, C extends Command, Decided extends Event, Kept extends Event>(
  decider: Decider<State, C, Decided, Kept>,
  step: fc.Arbitrary<Step<C>>,
) => answersRepeats(kernel, decider, fc.array(step, { minLength: 2, maxLength: 20 }), 30);

test('learners', async () => {
  const found = fc.record({ known: fc.boolean(), staff: fc.boolean() });
  const name = maybe(words);
  const about = fc.constantFrom(ADA, BOB);
  const step = fc.oneof(
    fc.record({ about, name }).map(({ about, name }) => ({
      about,
      command: { type: 'RegisterLearner' as const, subject: about, data: { learner: about, name } },
    })),
    fc.record({ about, name, found }).map(({ about, name, found }) => ({
      about,
      command: { type: 'NameLearner' as const, subject: about, data: { learner: about, name }, found },
    })),
    fc.record({ about, found }).map(({ about, found }) => ({
      about,
      command: { type: 'EraseLearner' as const, subject: null, data: { learner: about }, found },
    })),
  );
  await holds(
    learner,
    fc.record({ actor, commandId, step }).map(({ actor, commandId, step: { about, command } }) => ({
      stream: about,
      actor,
      commandId,
      said: () => command,
    })),
  );
});

test('enrolments', async () => {
  const { activities, paths, courses } = ACADEMY;
  const publication = {
    framework: FRAMEWORK,
    version: 1,
    complete: true,
    cuts: [],
    skills: [],
    activities,
    paths,
    courses,
  };
  const stream = fc.constantFrom(uuid(1), uuid(2));
  const activity = fc.constantFrom('build-evaluation', 'study-products', 'read-policy', 'nothing');
  const kind = fc.constantFrom('evaluation-exercise', 'case-analysis', 'nothing');
  const enrol = fc.record({
    course: maybe(fc.constantFrom('masterclass', 'nothing')),
    role: maybe(fc.constant('pm')),
    publication: fc.constantFrom(publication, publication, null),
    staff: fc.boolean(),
  });
  const kinds = fc.oneof(
    {
      weight: 3,
      arbitrary: enrol.map(({ course, role, publication, staff }) => (enrolment: string) => ({
        type: 'Enrol' as const,
        subject: ADA,
        data: {
          enrolment,
          learner: ADA,
          framework: FRAMEWORK,
          version: null,
          course,
          path: course === null ? 'quality-evaluation' : null,
          role,
        },
        found: {
          staff,
          known: true,
          publication,
          role: role === null ? null : { version: 1, frameworks: [FRAMEWORK] },
        },
      })),
    },
    activity.map((activity) => (enrolment: string, actor: string) => ({
      type: 'StartActivity' as const,
      subject: actor,
      data: { enrolment, activity },
    })),
    activity.map((activity) => (enrolment: string, actor: string) => ({
      type: 'CompleteActivity' as const,
      subject: actor,
      data: { enrolment, activity },
    })),
    fc
      .record({ activity, hours: fc.double({ min: 0.01, max: 24, noNaN: true }) })
      .map((work) => (enrolment: string, actor: string) => ({
        type: 'LogHours' as const,
        subject: actor,
        data: { enrolment, ...work },
      })),
    {
      weight: 2,
      arbitrary: fc
        .record({ activity, kind, title: words, link: maybe(fc.webUrl()), note: maybe(words) })
        .map((work) => (enrolment: string, actor: string) => ({
          type: 'SubmitArtefact' as const,
          subject: actor,
          data: { enrolment, ...work },
        })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ by: commandId, accepted: fc.boolean(), comment: maybe(words) })
        .map(({ by, ...said }) => (enrolment: string, _actor: string, tenant: string) => ({
          type: 'ReviewArtefact' as const,
          subject: ADA,
          data: {
            enrolment,
            artefact: derivedId(tenant, 'artefact', enrolment, ADA, by),
            rubric: null,
            criteria: [],
            ...said,
          },
          found: { rubric: null },
        })),
    },
    fc.boolean().map((staff) => (enrolment: string) => ({
      type: 'EndEnrolment' as const,
      subject: ADA,
      data: { enrolment },
      found: { staff },
    })),
  );
  const mostlyAda = fc.constantFrom(ADA, ADA, ADA, BOB);
  await holds(
    enrolment,
    fc
      .record({ stream, actor: mostlyAda, commandId: fc.constantFrom(...IDS, 'c5', 'c6', 'c7'), kind: kinds })
      .map(({ stream, actor, commandId, kind }) => ({
        stream,
        actor,
        commandId,
        said: (tenant: string) => kind(stream, actor, tenant),
      })),
  );
});

test('recognitions', async () => {
  const frameworks = new Map([[FRAMEWORK, { cuts: [0.4, 0.6, null], skills: new Set(['moat-analysis', 'pricing']) }]]);
  const skill = fc.constantFrom('moat-analysis', 'moat-analysis', 'pricing', 'nothing');
  const worth = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map((score) => ({ score, level: null })),
    fc.integer({ min: 0, max: 4 }).map((level) => ({ score: null, level })),
  );
  const fact = fc.record({
    stream: fc.constantFrom(uuid(1), uuid(2)),
    about: fc.constantFrom(ADA, ADA, BOB),
    skill,
    worth,
    note: maybe(words),
  });
  await holds(
    recognition,
    fc
      .record({ actor, commandId: maybe(commandId), fact })
      .map(({ actor, commandId, fact: { stream, about, skill, worth, note } }) => {
        const bindings = [{ framework: FRAMEWORK, skill, share: 1 }];
        const data = {
          recognition: stream,
          learner: about,
          source: 'banked',
          sourceId: stream,
          bindings,
          note,
          ...worth,
        };
        const command = { type: 'RecognisePriorLearning' as const, subject: about, data, found: { frameworks } };
        return { stream, actor, commandId, said: () => command };
      }),
  );
});
