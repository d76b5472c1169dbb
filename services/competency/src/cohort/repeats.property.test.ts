import fc from 'fast-check';
import { CohortEvents, handle, Rejection, StreamCache, streamName, type Kernel } from '@proficio/events';
import { ADA, BOB, META } from '@proficio/tests';
import { temporaryStores } from '../../../../tests/kit/stores.js';
import { cohort } from './cohort.js';

const { kernel, events } = temporaryStores();
const KEY = 'spring';
const COURSE = { framework: 'f', key: 'course' };

interface Step {
  readonly actor: string;
  readonly commandId: string;
  /** Null removes the cohort. */
  readonly defines: {
    readonly title: string;
    readonly course: typeof COURSE | null;
    readonly learners: string[] | null;
  } | null;
  readonly isCourse: boolean;
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    actor: fc.constantFrom(ADA, ADA, BOB),
    commandId: fc.constantFrom(...'abcdef'),
    defines: fc.option(
      fc.record({ title: fc.constantFrom('One', 'Two') }).chain(({ title }) =>
        fc.oneof(
          fc.constant({ title, course: COURSE, learners: null }),
          fc
            .array(fc.constantFrom(ADA, BOB), { minLength: 1, maxLength: 2 })
            .map((learners) => ({ title, course: null, learners })),
        ),
      ),
      { freq: 3 },
    ),
    isCourse: fc.constantFrom(true, true, false),
  }),
  { minLength: 4, maxLength: 16 },
);

const send = async (by: Kernel, tenant: string, { actor, commandId, defines, isCourse }: Step) => {
  const meta = { ...META, tenant, actor, commandId };
  const command = defines
    ? ({ type: 'DefineCohort', subject: null, data: { key: KEY, ...defines }, meta } as const)
    : ({ type: 'RemoveCohort', subject: null, data: { key: KEY }, meta } as const);
  try {
    const handled = await handle(by, cohort, KEY, command, async () =>
      command.type === 'DefineCohort' ? { ...command, found: { isCourse } } : command,
    );
    return { ids: handled.events.map(({ id }) => id), position: handled.position };
  } catch (error) {
    if (error instanceof Rejection) return { rejected: error.code };
    throw error;
  }
};

let tenants = 0;
test('a command that wrote is answered the same again, whatever came after, and writes nothing', () =>
  fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const tenant = `t${++tenants}`;
      const wrote = new Map<string, { readonly step: Step; readonly answer: object }>();
      for (const step of steps) {
        const answer = await send(kernel, tenant, step);
        const name = `${step.actor} ${step.commandId}`;
        const known = wrote.get(name);
        const isRepeat = JSON.stringify(known?.step.defines) === JSON.stringify(step.defines);
        if (known) expect(answer).toEqual(isRepeat ? known.answer : { rejected: 'COMMAND_ID_REUSED' });
        else if (answer.ids && answer.ids.length > 0) wrote.set(name, { step, answer });
      }
      const head = await events.head();
      for (const { step, answer } of wrote.values())
        expect(await send({ ...kernel, cache: new StreamCache() }, tenant, step)).toEqual(answer);
      expect(await events.head()).toBe(head);
      for (const event of await events.read(streamName('cohort', tenant, KEY)))
        expect(CohortEvents.decodeStrictly(event).data).toEqual(event.data);
    }),
    { numRuns: 25 },
  ));
