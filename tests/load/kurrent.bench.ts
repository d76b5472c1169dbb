import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import { NO_STREAM, streamName, type EventStore } from '@proficio/events';
import { openKurrent } from '@proficio/infra';
import { startKurrentServer } from '../kurrent-server/started.js';
import { answers } from './answers.js';
import type { Bench, Measured } from './measured.js';

/** So many are read; as many of another category lie between them and are not. */
const EVENTS = 50_000;
const PER_APPEND = 500;
const ROUNDS = 3;
const PATIENT = { answerMs: 30_000, patienceMs: 60_000 };

type Tell = (events: number) => boolean;

/** Events a second from the first one on, so that nobody is charged for a connection. */
const rate = async (read: (tell: Tell) => Promise<void>): Promise<number> => {
  let [from, count] = [0, 0];
  let took = 0;
  await read((events) => {
    if (count === 0) from = performance.now();
    count += events;
    took = performance.now() - from;
    return count < EVENTS;
  });
  if (count !== EVENTS) throw new Error(`${count} events were read, not ${EVENTS}`);
  return (count * 1000) / took;
};

const write = async (store: EventStore, categories: readonly string[]) => {
  for (let n = 0; n < EVENTS; n += PER_APPEND)
    for (const category of categories)
      await store.append(streamName(category, 'bench', randomUUID()), NO_STREAM, answers(PER_APPEND));
};

const measure = async (url: string, server: string): Promise<readonly Measured[]> => {
  const store = await openKurrent(url, PATIENT);
  const client = KurrentDBClient.connectionString(url.replace(/^esdb/, 'kurrentdb'));
  const [category, other] = [fresh(), fresh()];
  await write(store, [category, other]);
  const filter = streamNameFilter({ prefixes: [`${category}-`] });
  const bare = () =>
    rate(async (tell) => {
      for await (const _ of client.readAll({ filter })) tell(1);
    });
  const catchUp = () =>
    rate(async (tell) => {
      const stop = new AbortController();
      for await (const { events } of store.subscribe({ categories: [category] }, undefined, stop.signal))
        if (events.length > 0 && !tell(events.length)) stop.abort();
    });
  const subscribed = () =>
    rate(async (tell) => {
      const subscription = client.subscribeToAll({ filter });
      subscription.on('error', () => undefined);
      for await (const _ of subscription) if (!tell(1)) break;
      await subscription.unsubscribe();
    });
  await bare();
  const rounds: (readonly Measured[])[] = [];
  // By turns, so that all meet the same machine.
  for (let round = 0; round < ROUNDS; round++) {
    const [reading, value, following] = [await bare(), await catchUp(), await subscribed()];
    const against = (what: string, reference: number, atLeast: number): Measured => ({
      figure: `catch-up against ${what}, ${server}`,
      value,
      unit: 'events/s',
      reference,
      goal: { of: 'ratio', atLeast },
    });
    rounds.push([
      against("the client's subscribeToAll", following, 5),
      against("the client's bare readAll", reading, 0.7),
    ]);
  }
  await store.close();
  await client.dispose();
  return rounds.flat();
};

const fresh = () => `bench${randomUUID().replaceAll('-', '')}`;

const onTestServer = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-kurrent-'));
  const server = await startKurrentServer(join(folder, 'kurrent.db'));
  try {
    return await measure(server.url, 'test server');
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  runs: 1,
  run: () => {
    const real = process.env['PROFICIO_TEST_KURRENT_URL'];
    return real === undefined ? onTestServer() : measure(real, 'server of PROFICIO_TEST_KURRENT_URL');
  },
};
