import { setTimeout as sleep } from 'node:timers/promises';
import { callers, IS_APART } from './academy.js';
import { builtAnew, hashesIn, logOf } from './aftermath.js';
import { busyAt } from './busy.js';
import { Ledger, missingIn } from './ledger.js';
import { SERVICES, startApart, type Apart, type Part } from './topology.js';

const FRAMEWORK = 'ai-product-manager';
const PROFILE = `query ($id: ID!) { learner(id: $id) { enrolments(first: 5) { edges { node { status course { title } } } }
  competency(framework: "${FRAMEWORK}") { domains { score evidenceCount skills { skill { title } evidenceCount } } } } }`;

/** What clients may be told while something is broken; nothing else, and no numbers that are wrong. */
const TYPED = /UNAVAILABLE|NOT_YET/;
/** The gateway itself was gone. */
const CUT = /TypeError: (fetch failed|terminated)/;
/** A restart may take so long before a service is back, without a hand. */
const BACK_MS = 15_000;
/** Longer than any time that a gateway gives a service. */
const HANG_MS = 20_000;

const apart = IS_APART ? describe : describe.skip;
apart('under a steady load, with every acknowledgement written down', () => {
  let academy: Apart;
  let ledger: Ledger;
  const stop = new AbortController();
  let load: Promise<unknown>;
  const odd: string[] = [];
  let [asked, longest] = [0, 0];

  /** Repeats the work; errors that clients may be told are part of it. */
  const steadily = async (work: () => Promise<unknown>): Promise<void> => {
    while (!stop.signal.aborted) {
      const began = Date.now();
      await work().catch(async (error: unknown) => {
        if (!TYPED.test(String(error)) && !CUT.test(String(error))) odd.push(String(error));
        // Whatever is begun meanwhile must be sent again in the end.
        await sleep(500);
      });
      longest = Math.max(longest, Date.now() - began);
    }
  };
  /** A learner's profile is whole, or whoever asks is told by code that it cannot be had; evidence does not go away. */
  const asking = () => {
    let most = 0;
    const ada = callers(academy.url, academy.folder).as('learner', 'ada');
    return async () => {
      const { data, errors } = await ada.ask(PROFILE, { id: await ada.id() });
      asked++;
      if (errors) throw new Error(errors.map(({ extensions }) => extensions.code).join(' '));
      const counts: readonly number[] = data.learner.competency.domains.map(
        ({ evidenceCount }: { readonly evidenceCount: number }) => evidenceCount,
      );
      const sum = counts.reduce((all, count) => all + count, 0);
      if (counts.length !== 5 || sum < most) odd.push(`a profile of ${JSON.stringify(counts)} after ${most}`);
      most = sum;
    };
  };

  beforeAll(async () => {
    academy = await startApart();
    ledger = new Ledger(academy.folder);
    const busy = busyAt(academy.url, academy.folder, ledger, 0, steadily);
    load = Promise.all([busy.over, steadily(asking())]);
    await busy.first;
  }, 120_000);
  afterAll(() => academy.stop(), 60_000);

  /** Everything is written and read again, also by whoever was hurt. */
  const isBack = async (): Promise<void> => {
    const deadline = Date.now() + BACK_MS;
    const { as } = callers(academy.url, academy.folder);
    for (let n = 0; ; n++)
      try {
        const person = as('learner', `back ${deadline} ${n}`);
        const { position } = await person.does('enrol', '... on EnrolmentPayload { position }', {
          framework: FRAMEWORK,
          course: 'ai-product-masterclass',
        });
        const after = { 'x-proficio-after': String(position) };
        const { errors } = await person.ask(PROFILE, { id: await person.id() }, after);
        if (errors) throw new Error(JSON.stringify(errors));
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100);
      }
  };
  const killed = async ({ kill, again }: Part): Promise<void> => {
    await kill();
    await sleep(1000);
    await again();
  };
  const frozen = async ({ freeze, thaw }: Part): Promise<void> => {
    freeze();
    await sleep(10_000);
    thaw();
  };

  /** As a careful client does who is told that it cannot be taken now. */
  const untilTaken = async (): Promise<void> => {
    for (const deadline = Date.now() + 60_000; ;)
      try {
        return await ledger.sendAgain(academy.url);
      } catch (error) {
        if (!TYPED.test(String(error)) || Date.now() > deadline) throw error;
        await sleep(200);
      }
  };

  test.each([...SERVICES, 'gateway', 'kurrent', 'mongo'] as const)(
    'SIGKILL of %s',
    async (name) => {
      await killed(academy.parts[name]);
      await isBack();
    },
    60_000,
  );
  test.each(['kurrent', 'mongo', 'competency', 'progress'] as const)(
    '%s hangs for ten seconds',
    async (name) => {
      await frozen(academy.parts[name]);
      await isBack();
    },
    60_000,
  );
  test.each(['kurrent', 'mongo'] as const)(
    '%s answers slowly for ten seconds',
    async (name) => {
      const { freeze, thaw } = academy.parts[name];
      for (const until = Date.now() + 10_000; Date.now() < until;) {
        freeze();
        await sleep(200);
        thaw();
        await sleep(50);
      }
      await isBack();
    },
    60_000,
  );
  test.each([
    ['assessment', 5],
    ['progress', -5],
    ['gateway', 5],
  ] as const)(
    'the clock of %s is off by %i minutes',
    async (name, minutes) => {
      const { kill, again } = academy.parts[name];
      await kill();
      await again(minutes * 60_000);
      await isBack();
      await sleep(3000);
      await kill();
      await again();
      await isBack();
    },
    60_000,
  );
  test('two processes of one service, of which the one that works dies', async () => {
    const twin = await academy.twin('competency');
    await isBack();
    await academy.parts.competency.kill();
    await sleep(3000);
    await academy.parts.competency.again();
    await isBack();
    await twin.kill();
    await isBack();
  }, 60_000);
  test('a rolling restart of every service', async () => {
    for (const name of [...SERVICES, 'gateway'] as const) {
      await academy.parts[name].end();
      await academy.parts[name].again();
      await isBack();
    }
  }, 120_000);

  test('nothing acknowledged is lost or written twice, views are as built anew, and nobody was told anything odd', async () => {
    stop.abort();
    await load;
    await untilTaken();
    expect(missingIn(ledger, await logOf(academy.stores))).toEqual({ missing: [], twice: [] });
    expect(ledger.acknowledged.size).toBeGreaterThan(100);
    expect(asked).toBeGreaterThan(100);
    expect(await hashesIn(academy.stores)).toEqual(await builtAnew(academy.stores, academy.folder));
    expect(odd).toEqual([]);
    expect(longest).toBeLessThan(HANG_MS);
  }, 120_000);
});
