import { randomUUID } from 'node:crypto';
import { NO_STREAM, streamName, type Appended, type EventStore, type NewEvent } from '@proficio/events';

/** An event as the house writes most of them: an answer of about 500 bytes with its skills, and all metadata. */
const answer = (n: number): NewEvent => {
  const commandId = randomUUID();
  const at = new Date(1_767_225_600_000 + n * 1000).toISOString();
  return {
    id: randomUUID(),
    type: 'AttemptAnswered',
    data: {
      attempt: randomUUID(),
      learner: hex(),
      item: randomUUID(),
      response: { kind: 'choice', chosen: ['a', 'c'], seconds: 42.5 },
      points: n % 4,
      of: 3,
      difficulty: -0.31,
      framework: { key: 'data-literacy', version: 3 },
      skills: [
        { skill: 'read-a-chart', domain: 'interpret', share: 0.5 },
        { skill: 'spot-a-misleading-axis', domain: 'question', share: 0.5 },
      ],
      purpose: 'practice',
      language: 'en',
    },
    meta: {
      tenant: 'academy',
      actor: hex(),
      occurredAt: at,
      recordedAt: at,
      commandId,
      commandDigest: Buffer.from(hex()).toString('base64url'),
      correlationId: randomUUID(),
      causationId: commandId,
      schemaVersion: 1,
    },
  };
};
const hex = () => randomUUID().replaceAll('-', '');

/** As parsed from a request, whose texts are whole and not yet to be joined from parts. */
export const answers = (count: number): readonly NewEvent[] =>
  JSON.parse(JSON.stringify(Array.from({ length: count }, (_, n) => answer(n)))) as readonly NewEvent[];

/** Appends to attempts of ten answers each, one after the other; the next attempt is a new stream. */
export const attempts = (store: EventStore): ((events: readonly NewEvent[]) => Promise<Appended>) => {
  let stream = '';
  let revision = 9n;
  return async (events) => {
    if (revision >= 9n) {
      stream = streamName('attempt', 'academy', randomUUID());
      revision = NO_STREAM;
    }
    const appended = await store.append(stream, revision, events);
    revision = appended.revision;
    return appended;
  };
};
