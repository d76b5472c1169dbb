import { hash } from 'node:crypto';
import { ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags, type Attributes, type Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  RandomIdGenerator,
  type IdGenerator,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-base';

/**
 * Spans of everything that goes on under a correlation id, in one trace. The trace's id is made from the correlation id,
 * and so is that of the gateway's span, the root: whoever knows the one, also from an event of long ago, knows the other.
 */
export interface Tracing {
  /** Tells of what the gateway did, which is around all else. */
  readonly root: (ended: Ended) => void;
  /** Tells of what was done within. */
  readonly span: (ended: Ended) => void;
  /** Sends what was told. */
  readonly close: () => Promise<void>;
}

/** Work that is over now. */
export interface Ended {
  readonly name: string;
  readonly correlationId: string;
  /** By `clock`. */
  readonly began: number;
  readonly attributes?: Attributes;
  readonly failed?: unknown;
}

/** Milliseconds since 1970, and parts of them. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** Sends spans to a collector that speaks OTLP over HTTP, such as `http://collector:4318/v1/traces`. */
export const tracingTo = (url: string, service: string): Tracing =>
  openTracing(new OTLPTraceExporter({ url }), service);

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
    if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(failed) });
    span.end(clock());
  };
  return {
    root: (ended) => ids.as(idsOf(ended.correlationId), () => tell(ended, ROOT_CONTEXT)),
    span: (ended) => tell(ended, under(ended.correlationId)),
    close: () => provider.shutdown(),
  };
};

/** The words of an error may be a caller's data. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

interface Ids {
  readonly traceId: string;
  readonly spanId: string;
}

const HEX_32 = /^[0-9a-f]{32}$/;

/** A UUID without its dashes is a trace's id already. */
const idsOf = (correlationId: string): Ids => {
  const digest = hash('sha256', correlationId, 'hex');
  const plain = correlationId.replaceAll('-', '').toLowerCase();
  return { traceId: HEX_32.test(plain) ? plain : digest.slice(0, 32), spanId: digest.slice(32, 48) };
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
