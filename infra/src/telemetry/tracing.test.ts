import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { getOperationAST, parse } from 'graphql';
import { ConflictError, NO_STREAM, type NewEvent } from '@proficio/events';
import { META } from '../event.sample.js';
import { SqliteEventStore } from '../sqlite/event-store.js';
import { SqliteViewStore } from '../sqlite/view-store.js';
import { openLog } from './logger.js';
import { tracedEvents, tracedFor } from './traced.js';
import type { Tracing } from './span.js';
import { openTracing, tracingTo } from './tracing.js';
import { operationBegins } from './watch.js';

const folder = mkdtempSync(join(tmpdir(), 'proficio-tracing-'));
const log = new SqliteEventStore(join(folder, 'events.db'));
afterAll(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

const REQUEST = '6a0d1b9c-57b1-4a3e-9d0e-0d7a3c9f2b11';
const event = (id: string, correlationId: string): NewEvent => ({
  id,
  type: 'Written',
  data: {},
  meta: { ...META, correlationId },
});

const asked = (query: string) => getOperationAST(parse(query)) ?? undefined;
const views = new SqliteViewStore(join(folder, 'views.db'));
afterAll(() => views.close());
const SET = { projection: 'tally', version: 1, partition: 'all', generation: 1 };

/** Follows the log as a projection does, up to its first events, and commits. */
const project = async (tracing: Tracing, after: bigint | undefined, of: { readonly position?: bigint } = {}) => {
  const stores = tracedFor('tally', { events: log, views }, tracing);
  const stop = new AbortController();
  await views.create(SET, {});
  for await (const { events, position } of stores.events.subscribe({ categories: 'all' }, after, stop.signal)) {
    if (events.length === 0) continue;
    const expected = of.position ?? (await views.checkpoint(SET));
    await stores.views.commit({ set: SET, expected, position: position + 100n, puts: [], deletes: [] });
    stop.abort();
  }
};

/** What a collector is sent of some work. */
const collected = async (work: (tracing: ReturnType<typeof openTracing>) => Promise<void>) => {
  const exporter = new InMemorySpanExporter();
  const kept: ReturnType<typeof exporter.getFinishedSpans> = [];
  const keeping = Object.assign(Object.create(exporter) as InMemorySpanExporter, {
    shutdown: async () => void kept.push(...exporter.getFinishedSpans()),
  });
  const tracing = openTracing(keeping, 'proficio-test');
  await work(tracing);
  await tracing.close();
  return kept;
};

test('what one request does, in any process and however late, is one trace under its correlation id', async () => {
  const spans = await collected(async (tracing) => {
    const over = operationBegins({ tracing }, 'root', REQUEST);
    const inService = operationBegins({ tracing }, 'span', REQUEST);
    await tracedEvents(log, tracing).append('note-t_1', NO_STREAM, [event('1', REQUEST), event('2', REQUEST)]);
    inService(asked('mutation Write__notes__0 { write { id } }'), 'data');
    over(asked('mutation Write { write { id } }'), 'data');
  });
  // Another process, which knows nothing but what is in the log.
  const later = await collected(async (tracing) => {
    await project(tracing, undefined);
  });
  const told = [...spans, ...later].map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]);
  const root = spans.find(({ attributes }) => attributes['operation'] === 'Write')?.spanContext().spanId;
  expect(told).toEqual([
    ['append note', root],
    ['mutation write', root],
    ['mutation write', undefined],
    ['project tally', root],
  ]);
  expect(new Set([...spans, ...later].map((span) => span.spanContext().traceId))).toEqual(
    new Set([REQUEST.replaceAll('-', '')]),
  );
  expect(later[0]?.resource.attributes).toMatchObject({ 'service.name': 'proficio-test' });
});

test('a correlation id of another shape makes a trace of its own too, always the same', async () => {
  const ids = await Promise.all(
    ['order 1', 'order 1', 'order 2'].map(async (id) => {
      const [span] = await collected(async (tracing) =>
        operationBegins({ tracing }, 'root', id)(asked('{ ask }'), 'errors'),
      );
      return span?.spanContext().traceId;
    }),
  );
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
});

test('an append that fails is told by the name of its error, without its words', async () => {
  const [span] = await collected(async (tracing) => {
    const append = tracedEvents(log, tracing).append('note-t_1', 7n, [event('9', REQUEST)]);
    await expect(append).rejects.toBeInstanceOf(ConflictError);
  });
  expect(span?.status.message).toBe('ConflictError');
});

test('whoever catches up tells of no traces', async () => {
  await log.append(
    'note-t_many',
    NO_STREAM,
    Array.from({ length: 40 }, (_, n) => event(`many ${n}`, `request ${n}`)),
  );
  const spans = await collected((tracing) => project(tracing, 2n));
  expect(spans).toEqual([]);
});

test('a projection that cannot commit is told of as such', async () => {
  const before = await log.head();
  await log.append('note-t_conflict', NO_STREAM, [event('conflict', REQUEST)]);
  const [span] = await collected((tracing) =>
    expect(project(tracing, before, { position: 7n })).rejects.toBeInstanceOf(ConflictError),
  );
  expect([span?.name, span?.status.message]).toEqual(['project tally', 'ConflictError']);
});

test('what fails is told in a word, and an operation that was refused has no name', async () => {
  const [span] = await collected(async (tracing) => operationBegins({ tracing }, 'root', REQUEST)(undefined, 'errors'));
  expect([span?.name, span?.status.message]).toEqual(['refused', 'errors']);
  const [zero] = await collected(async (tracing) =>
    operationBegins({ tracing }, 'root', '00000000-0000-0000-0000-000000000000')(asked('{ ask }'), 'data'),
  );
  expect(zero?.spanContext().traceId).not.toMatch(/^0+$/);
});

test('a collector that nobody finds keeps nobody from ending', async () => {
  const lines: string[] = [];
  const logged = openLog('info', { write: (line) => void lines.push(line) });
  const tracing = tracingTo('http://localhost:9/v1/traces', 'proficio-test', logged);
  operationBegins({ tracing }, 'root', REQUEST)(asked('{ ask }'), 'data');
  const began = performance.now();
  await tracing.close();
  expect(performance.now() - began).toBeLessThan(6000);
  expect(lines.join()).toContain('nobody takes the traces');
}, 20_000);
