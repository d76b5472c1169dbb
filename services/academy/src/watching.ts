import type { Log } from '@proficio/infra/telemetry/logger';
import type { Metrics } from '@proficio/infra/telemetry/metrics';
import type { Tracing } from '@proficio/infra/telemetry/span';
import type { Watch } from '@proficio/infra/telemetry/watch';
import type { AcademySettings } from './configuration/processes.js';

type Wanted = Pick<AcademySettings, 'PROFICIO_METRICS_PORT' | 'PROFICIO_TRACES_URL' | 'HOST'>;
type Later = (close: () => unknown) => void;

/**
 * Metrics that Prometheus reads at a port of their own, traces that a collector is sent: whatever is set of these.
 * Undefined where nothing is: then nobody looks, and nothing of it is loaded.
 */
export const watching = async (
  name: string,
  { PROFICIO_METRICS_PORT: port, PROFICIO_TRACES_URL: url, HOST: host }: Wanted,
  log: Log,
  later: Later,
): Promise<Watch | undefined> => {
  if (port === undefined && url === undefined) return undefined;
  return {
    metrics: port === undefined ? undefined : await measuring({ port, host }, later),
    tracing: url === undefined ? undefined : await tracing(url, name, log, later),
  };
};

const measuring = async (where: { readonly port: number; readonly host: string }, later: Later): Promise<Metrics> => {
  const { openMetrics } = await import('@proficio/infra/telemetry/metrics');
  const { openMetricsHost } = await import('@proficio/infra/http/metrics');
  const metrics = openMetrics();
  later((await openMetricsHost(metrics, where)).close);
  return metrics;
};

const tracing = async (url: string, name: string, log: Log, later: Later): Promise<Tracing> => {
  const { tracingTo } = await import('@proficio/infra/telemetry/tracing');
  const opened = tracingTo(url, `proficio-${name}`, log);
  later(opened.close);
  return opened;
};
