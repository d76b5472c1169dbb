import { Agent } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { answering, asking, begun, QUESTIONS, type Sitting } from './live/quiz.js';
import type { Bench, Measured } from './measured.js';
import { ask } from './profile/asking.js';
import { startOurs } from './profile/servers.js';

const LEARNERS = 1000;
const RATE = 500;
const WARM = 5000;
/** Used in turn, so that none is idle until the server closes it. */
const CONNECTIONS = 64;
/** Every so many answers somebody waits for the profile. */
const WATCHED = 5;

const Answered = z.object({ data: z.object({ recordAnswer: z.object({ position: z.string() }) }) });

/** Answers come as the clock says, whether those before were answered or not. Gives milliseconds, sorted. */
const load = async (url: string, sittings: readonly Sitting[]) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' });
  const [changed, acknowledged]: [number[], number[]] = [[], []];
  const one = async (n: number): Promise<void> => {
    const { token, attempt } = sittings[n % sittings.length] ?? { token: '', attempt: '' };
    const asked = performance.now();
    const text = await ask(url, { token, body: answering(attempt, Math.floor(n / sittings.length)) }, agent);
    const { position } = Answered.parse(JSON.parse(text)).data.recordAnswer;
    const from = performance.now();
    if (n >= WARM) acknowledged.push(from - asked);
    if (n % WATCHED !== 0) return;
    await ask(url, { token, body: asking(position) }, agent);
    if (n >= WARM) changed.push(performance.now() - from);
  };
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let n = 0; n < sittings.length * QUESTIONS; n++) {
    const early = began + (n * 1000) / RATE - performance.now();
    if (early > 1) await sleep(early);
    const answer = one(n);
    // Thrown below, once nobody answers any more.
    answer.catch(() => undefined);
    all.push(answer);
  }
  await Promise.all(all);
  agent.destroy();
  const rate = (all.length / (performance.now() - began)) * 1000;
  return { changed: sorted(changed), acknowledged: sorted(acknowledged), rate };
};

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const percentile = (values: readonly number[], share: number): number =>
  values[Math.floor(values.length * share)] ?? NaN;

/**
 * Learners answer a quiz over HTTP, 500 answers a second, every 20th of a learner; every fifth waits for a profile that
 * contains the answer, as a page would. Server and learners share the machine's cores.
 */
export const bench: Bench = {
  runs: 3,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-live-'));
    try {
      const sittings = await begun(folder, LEARNERS);
      const server = await startOurs(folder, { pinned: false });
      const { changed, acknowledged, rate } = await load(server.url, sittings).finally(server.stop);
      const within = (figure: string, value: number, atMost: number): Measured => ({
        figure,
        value,
        unit: 'ms',
        goal: { of: 'value', atMost },
      });
      return [
        within('answer acknowledged to profile changed, p50', percentile(changed, 0.5), 10),
        within('answer acknowledged to profile changed, p99', percentile(changed, 0.99), 50),
        { figure: 'answers', value: rate, unit: 'answers/s', goal: { of: 'value', atLeast: RATE * 0.99 } },
        within('answer sent to acknowledged, p99', percentile(acknowledged, 0.99), 50),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
