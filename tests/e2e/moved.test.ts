import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProcessApi, loadSample, startAcademy } from '@proficio/academy';
import { openLog } from '@proficio/infra';
import { callers, IS_APART, type Json } from './academy.js';
import { SERVICES, startApart, type Apart } from './topology.js';

const PROFILE = `{ viewer { learner { id name { text } enrolments(first: 5) { edges { node { id status course { title } } } }
  competency(framework: "ai-product-manager") { policy domains { domain { key } score band evidenceCount } } } } }`;

const apart = IS_APART ? describe : describe.skip;
apart('an academy that moves from a data folder to services of their own', () => {
  const base = mkdtempSync(join(tmpdir(), 'proficio-moved-'));
  const folder = join(base, 'data');
  const done: { readonly work: (url: string) => Promise<Json>; readonly answer: Json }[] = [];
  let before: Json;
  let moved: Apart | undefined;

  const ada = (url: string) => callers(url, folder).as('learner', 'ada');
  const profile = async (url: string, after = {}) => {
    const { data, errors } = await ada(url).ask(PROFILE, {}, after);
    return errors ?? data.viewer.learner;
  };
  /** Sent once now, and once again when all has moved. */
  const does = async (url: string, name: string, fields: string, input: object): Promise<Json> => {
    const commandId = `${name} ${JSON.stringify(input)}`;
    const work = (at: string) => ada(at).does(name, fields, { ...input, commandId });
    const answer = await work(url);
    done.push({ work, answer });
    return answer;
  };

  /** Its views hold what was copied. */
  const isReady = async (url: string): Promise<void> => {
    while (!(await fetch(new URL('/readyz', url))).ok) await sleep(50);
  };

  beforeAll(async () => {
    const academy = await startAcademy({ dataFolder: folder, port: 0, host: '127.0.0.1', log: openLog('silent') });
    await academy.ready;
    await loadSample(inProcessApi(academy, 'academy'));
    const url = academy.url ?? '';
    const learner = await ada(url).id();
    await does(url, 'nameLearner', '... on LearnerPayload { position learner { name { text } } }', {
      learner,
      name: 'Ada L.',
    });
    const course = { framework: 'ai-product-manager', course: 'ai-product-masterclass' };
    await does(url, 'enrol', '... on EnrolmentPayload { position enrolment { id } }', course);
    const quiz = { quiz: 'product-strategy-quiz' };
    const { attempt } = await does(url, 'startAttempt', '... on AttemptStarted { position attempt }', quiz);
    const { position } = await does(url, 'recordAnswer', '... on AnswerScored { position answer { points maximum } }', {
      attempt,
      item: 'product-strategy.same-model-same-day',
      response: { kind: 'SINGLE_CHOICE', choice: 'a' },
      hesitationMs: 4200,
    });
    before = await profile(url, { 'x-proficio-after': position });
    await academy.close();
    moved = await startApart({ sample: false, copyOf: folder });
    for (const service of SERVICES) await isReady(moved.parts[service].url);
  }, 300_000);
  afterAll(async () => {
    await moved?.stop();
    rmSync(base, { recursive: true, force: true });
  }, 60_000);

  const there = () => {
    if (!moved) throw new Error('it has not moved');
    return moved;
  };
  test('is the same to its learners, whose names can be read', async () => {
    expect(before.name).toEqual({ text: 'Ada L.' });
    expect(before.competency.domains.some(({ evidenceCount }: Json) => evidenceCount > 0)).toBe(true);
    expect(await profile(there().url)).toEqual(before);
  });
  test('answers a repeated command as it was answered before, and writes nothing', async () => {
    const head = await there().stores.events.head();
    for (const { work, answer } of done) {
      const { position: _, ...rest } = answer;
      expect(await work(there().url)).toEqual({ ...rest, position: expect.any(String) });
    }
    expect(await there().stores.events.head()).toBe(head);
  });
  test('and goes on', async () => {
    const quiz = { quiz: 'skills-gap-self-assessment' };
    expect(await ada(there().url).does('startAttempt', '... on AttemptStarted { attempt }', quiz)).toMatchObject({
      attempt: expect.any(String),
    });
  });
});
