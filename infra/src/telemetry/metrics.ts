import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Lag, Lags } from '../lag.js';

/** What Prometheus reads of one process. Times are in seconds. */
export interface Metrics {
  readonly appended: (category: string, outcome: Outcome, seconds: number) => void;
  readonly committed: (projection: string, outcome: Outcome, seconds: number) => void;
  /** Events that a projection was given at once, and documents that it wrote at once. */
  readonly batch: (of: 'events' | 'documents', size: number) => void;
  readonly answered: (operation: string, outcome: 'data' | 'errors', seconds: number) => void;
  readonly setAside: (projection: string) => void;
  readonly circuit: (subgraph: string, isOpen: boolean) => void;
  /** Asked whenever somebody reads: how far each projection is behind the log. */
  readonly watchLag: (lags: Lags) => void;
  /** All of it in Prometheus' text format, with its content type. */
  readonly read: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** A conflict is another's write that came first, and no fault. */
export type Outcome = 'written' | 'conflict' | 'failed';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SIZES = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

export const openMetrics = (): Metrics => {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const timed = (name: string, help: string, ...labelNames: string[]) =>
    new Histogram({ name, help, labelNames, buckets: SECONDS, registers });
  const append = timed('proficio_append_seconds', 'Appends to the log', 'category', 'outcome');
  const commit = timed('proficio_commit_seconds', 'Commits of views', 'projection', 'outcome');
  const query = timed(
    'proficio_operation_seconds',
    'Operations of GraphQL, from request to answer',
    'operation',
    'outcome',
  );
  const sized = new Histogram({
    name: 'proficio_batch_size',
    help: 'Events a projection was given at once, documents it wrote at once',
    labelNames: ['of'],
    buckets: SIZES,
    registers,
  });
  const aside = new Counter({
    name: 'proficio_set_aside_total',
    help: 'Events that a projection could not take',
    labelNames: ['projection'],
    registers,
  });
  const circuit = new Gauge({
    name: 'proficio_circuit_open',
    help: '1 while a subgraph is not asked because it kept callers waiting',
    labelNames: ['subgraph'],
    registers,
  });
  const lag = (name: string, help: string) => new Gauge({ name, help, labelNames: ['projection'], registers });
  const behind = lag('proficio_projection_lag_events', 'Events that wait for a projection, 1,000 at most');
  const age = lag('proficio_projection_lag_seconds', 'How long the oldest event that waits for a projection has');
  let watched: Lags = async () => new Map();
  return {
    appended: (category, outcome, seconds) => append.observe({ category, outcome }, seconds),
    committed: (projection, outcome, seconds) => commit.observe({ projection, outcome }, seconds),
    batch: (of, size) => sized.observe({ of }, size),
    answered: (operation, outcome, seconds) => query.observe({ operation, outcome }, seconds),
    setAside: (projection) => aside.inc({ projection }),
    circuit: (subgraph, isOpen) => circuit.set({ subgraph }, isOpen ? 1 : 0),
    watchLag: (lags) => void (watched = lags),
    read: async () => {
      behind.reset();
      age.reset();
      for (const [projection, { events, seconds }] of await watched().catch(unknown)) {
        behind.set({ projection }, events);
        age.set({ projection }, seconds);
      }
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
};

/** While the log cannot be read nobody knows; everything else is told. */
const unknown = (): ReadonlyMap<string, Lag> => new Map();
