import { openMetrics, openMetricsHost, tracingTo, type Watch } from '@proficio/infra';

interface Wanted {
  readonly PROFICIO_METRICS_PORT?: number | undefined;
  readonly PROFICIO_TRACES_URL?: string | undefined;
}

/** Metrics that Prometheus reads at a port, traces that are sent to a collector: whatever of these the settings want. */
export const watching = async (
  name: string,
  { PROFICIO_METRICS_PORT: port, PROFICIO_TRACES_URL: url }: Wanted,
  { host }: { readonly host?: string | undefined },
  later: (close: () => unknown) => void,
): Promise<Watch> => {
  const metrics = port === undefined ? undefined : openMetrics();
  if (metrics && port !== undefined) later((await openMetricsHost(metrics, { port, host })).close);
  const tracing = url === undefined ? undefined : tracingTo(url, `proficio-${name}`);
  if (tracing) later(tracing.close);
  return { metrics, tracing };
};
