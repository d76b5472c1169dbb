import { openMetrics, openMetricsHost, tracingTo, type Log, type Watch } from '@proficio/infra';
import type { AcademySettings } from './configuration/processes.js';

type Wanted = Pick<AcademySettings, 'PROFICIO_METRICS_PORT' | 'PROFICIO_TRACES_URL' | 'HOST'>;

/**
 * Metrics that Prometheus reads at a port of their own, traces that a collector is sent: whatever is set of these.
 * Undefined where nothing is: then nobody looks.
 */
export const watching = async (
  name: string,
  { PROFICIO_METRICS_PORT: port, PROFICIO_TRACES_URL: url, HOST: host }: Wanted,
  log: Log,
  later: (close: () => unknown) => void,
): Promise<Watch | undefined> => {
  if (port === undefined && url === undefined) return undefined;
  const metrics = port === undefined ? undefined : openMetrics();
  if (metrics && port !== undefined) later((await openMetricsHost(metrics, { port, host })).close);
  const tracing = url === undefined ? undefined : tracingTo(url, `proficio-${name}`, log);
  if (tracing) later(tracing.close);
  return { metrics, tracing };
};
