import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags, type Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  RandomIdGenerator,
  type IdGenerator,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';
import type { Log } from './logger.js';
import { clock, type Ended, type Tracing } from './span.js';

/** A collector has so long to take some spans; nobody waits longer for one at the end. */
const TIMEOUT_MS = 2000;
const TAKEN = { code: 0 } as const;

/**
 * Sends spans to a collector that speaks OTLP over HTTP, such as `http://collector:4318/v1/traces`. One that does not take
 * them costs nothing but the spans; the log tells of it when that begins, and when it is over.
 */
export const tracingTo = (url: string, service: string, log: Log): Tracing => {
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS });
  let isTaken = true;
  const told = (error: Error | undefined): void => {
    if (error && isTaken) log.warn({ err: error }, 'nobody takes the traces');
    if (!error && !isTaken) log.info('the traces are taken again');
    isTaken = error === undefined;
  };
  const patient: SpanExporter = {
    export: (spans, done) =>
      exporter.export(spans, ({ code, error }) => {
        told(code === TAKEN.code ? undefined : (error ?? new Error('the collector refused them')));
        done(TAKEN);
      }),
    shutdown: () => exporter.shutdown(),
  };
  return openTracing(patient, service);
};

export const openTracing = (exporter: SpanExporter, service: string): Tracing => {
  const ids = new ChosenIds();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
    idGenerator: ids,
  });
  const tracer = provider.getTracer('proficio');
  const tell = ({ name, began: startTime, attributes = {}, failed }: Ended, context: Context): void => {
    const span = tracer.startSpan(name, { attributes, startTime }, context);
    if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failed });
    span.end(clock());
  };
  return {
    root: (ended) => ids.as(idsOf(ended.correlationId), () => tell(ended, ROOT_CONTEXT)),
    span: (ended) => tell(ended, under(ended.correlationId)),
    close: () => Promise.race([provider.shutdown(), sleep(2 * TIMEOUT_MS, undefined, { ref: false })]),
  };
};

interface Ids {
  readonly traceId: string;
  readonly spanId: string;
}

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;

/** A UUID without its dashes is a trace's id already. */
const idsOf = (correlationId: string): Ids => {
  const digest = hash('sha256', correlationId, 'hex');
  const plain = correlationId.replaceAll('-', '').toLowerCase();
  return { traceId: TRACE_ID.test(plain) ? plain : digest.slice(0, 32), spanId: digest.slice(32, 48) };
};

const under = (correlationId: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { ...idsOf(correlationId), traceFlags: TraceFlags.SAMPLED, isRemote: true });

/** The library chooses ids by itself, at random, but for a span that is begun within `as`. */
class ChosenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private chosen: Ids | undefined;

  as<T>(ids: Ids, begin: () => T): T {
    this.chosen = ids;
    try {
      return begin();
    } finally {
      this.chosen = undefined;
    }
  }
  readonly generateTraceId = (): string => this.chosen?.traceId ?? this.random.generateTraceId();
  readonly generateSpanId = (): string => this.chosen?.spanId ?? this.random.generateSpanId();
}
