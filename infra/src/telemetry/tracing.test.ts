import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { ConflictError, NO_STREAM, type NewEvent } from '@proficio/events';
import { SqliteEventStore } from '../sqlite/event-store.js';
import { tracedEvents, tracedFor } from './traced.js';
import { openTracing } from './tracing.js';
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
  meta: {
    tenant: 't',
    actor: 'a',
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:00.000Z',
    commandId: null,
    correlationId,
    commandDigest: '',
    causationId: '',
    schemaVersion: 1,
  },
});

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
    inService('Write__notes__0', false);
    over('Write', false);
  });
  // Another process, which knows nothing but what is in the log.
  const later = await collected(async (tracing) => {
    const stop = new AbortController();
    for await (const batch of tracedFor('tally', log, tracing).subscribe({ categories: 'all' }, undefined, stop.signal))
      if (batch.events.length > 0) stop.abort();
  });
  const told = [...spans, ...later].map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]);
  const root = spans.find(({ name }) => name === 'Write')?.spanContext().spanId;
  expect(told).toEqual([
    ['append note', root],
    ['Write__notes__0', root],
    ['Write', undefined],
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
      const [span] = await collected(async (tracing) => operationBegins({ tracing }, 'root', id)('Ask', true));
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
    Array.from({ length: 40 }, (_, n) => event(`many ${n}`, REQUEST)),
  );
  const spans = await collected(async (tracing) => {
    const stop = new AbortController();
    for await (const { events } of tracedFor('tally', log, tracing).subscribe({ categories: 'all' }, 2n, stop.signal))
      if (events.length > 0) stop.abort();
  });
  expect(spans).toEqual([]);
});
