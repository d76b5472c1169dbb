import { NO_STREAM, streamName, type AttemptEvent, type EventStore, type NewEvent } from '@proficio/events';

export const LEARNERS = 10_000;
export const SKILLS = 200;
const ITEMS_OF_SKILL = 10;
const TENANT = 'academy';
const FRAMEWORK = 'data-literacy';

/** How answers follow one another: a class at a quiz together, or anybody on anything. */
export type Order = 'quizzes' | 'scattered';

/** Who answers what next, and in which attempt. */
interface Asked {
  readonly learner: number;
  readonly attempt: string;
  readonly skill: number;
  readonly item: number;
}

/** The same numbers in every run: mulberry32. */
const randomFrom = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const bytes = Buffer.alloc(16);
  const hex = (): string => {
    for (let place = 0; place < 16; place += 4) bytes.writeUInt32LE(below(4_294_967_296), place);
    return bytes.toString('hex');
  };
  const uuid = (): string => {
    const digits = hex();
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
  };
  return { next, below, hex, uuid };
};
type Random = ReturnType<typeof randomFrom>;

const CLASS = 64;
const SKILLS_OF_QUIZ = 10;
const QUESTIONS = 20;

/** Classes of 64 take quizzes of 20 questions about 10 skills; everybody is at the same question. */
function* quizzes(random: Random): Generator<Asked> {
  for (;;) {
    const first = random.below(SKILLS);
    const sitting = Array.from({ length: CLASS }, () => ({ learner: random.below(LEARNERS), attempt: random.uuid() }));
    for (let question = 0; question < QUESTIONS; question++)
      for (const { learner, attempt } of sitting) {
        const skill = (first + (question % SKILLS_OF_QUIZ)) % SKILLS;
        yield { learner, attempt, skill, item: random.below(ITEMS_OF_SKILL) };
      }
  }
}

/** Any learner answers any question at any time, each in one long attempt. */
function* scattered(random: Random): Generator<Asked> {
  const attempts = Array.from({ length: LEARNERS }, () => random.uuid());
  for (;;) {
    const learner = random.below(LEARNERS);
    const attempt = attempts[learner] ?? '';
    yield { learner, attempt, skill: random.below(SKILLS), item: random.below(ITEMS_OF_SKILL) };
  }
}
const ORDERS = { quizzes, scattered };

const START = Date.UTC(2026, 0, 1);
const APART_MS = 5000;
const AT_ONCE = CLASS * QUESTIONS;

/** Whose answers, about what; another seed, other people and other answers. */
interface About {
  readonly tenant?: string;
  readonly framework?: string;
  readonly seed?: number;
}

/** A log that grows by appends of single answers, over a thousand in one commit: the same log in every run. */
export const growing = (
  store: Pick<EventStore, 'append'>,
  order: Order,
  { tenant = TENANT, framework = FRAMEWORK, seed = 8 }: About = {},
): ((count: number) => Promise<void>) => {
  const random = randomFrom(seed);
  const learners = Array.from({ length: LEARNERS }, () => random.hex());
  const abilities = Array.from({ length: LEARNERS }, () => 2 * random.next() - 1);
  const asked = ORDERS[order](random);
  const revisions = new Map<string, bigint>();
  let written = 0;
  const append = () => {
    const { value } = asked.next();
    if (value === undefined) throw new Error('nobody answers any more');
    const learner = learners[value.learner] ?? '';
    const isRight = random.next() < 1 / (1 + Math.exp(-(abilities[value.learner] ?? 0) - (value.item - 5) / 5));
    const event = answer(random, { tenant, learner, framework }, value, isRight, START + written++ * APART_MS);
    const stream = streamName('attempt', tenant, value.attempt);
    const revision = revisions.get(stream) ?? NO_STREAM;
    revisions.set(stream, revision + 1n);
    return store.append(stream, revision, [event]);
  };
  return async (count) => {
    for (let left = count; left > 0; left -= AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, append));
  };
};

interface Whose {
  readonly tenant: string;
  readonly learner: string;
  readonly framework: string;
}

const answer = (
  random: Random,
  { tenant, learner, framework }: Whose,
  { attempt, skill, item }: Asked,
  isRight: boolean,
  at: number,
): NewEvent => {
  const points = isRight ? 1 : 0;
  const commandId = random.uuid();
  const time = new Date(at).toISOString();
  const event: AttemptEvent = {
    type: 'AnswerRecorded',
    data: {
      attempt,
      learner,
      quiz: `quiz-${skill}`,
      purpose: 'quiz',
      item: `skill-${skill}.question-${item}`,
      kind: 'scored-item',
      bindings: [{ framework, skill: `skill-${skill}`, share: 1 }],
      weight: 1,
      response: { kind: 'single-choice', choice: isRight ? 'b' : 'c' },
      words: null,
      points,
      maximum: 1,
      outcome: points,
      hesitationMs: 500 + random.below(20_000),
    },
  };
  return {
    ...event,
    id: random.uuid(),
    meta: {
      tenant,
      actor: learner,
      occurredAt: time,
      recordedAt: time,
      commandId,
      commandDigest: Buffer.from(random.hex(), 'hex').toString('base64url').padEnd(43, 'A'),
      correlationId: random.uuid(),
      causationId: commandId,
      schemaVersion: 1,
    },
  };
};
