import { openMetrics, openMetricsHost, type Metrics } from '@proficio/infra';

/** Metrics that Prometheus reads at `port`; undefined without one: then nothing is measured. */
export const measuring = async (
  port: number | undefined,
  { host }: { readonly host?: string | undefined },
  later: (close: () => unknown) => void,
): Promise<Metrics | undefined> => {
  if (port === undefined) return undefined;
  const metrics = openMetrics();
  const { close } = await openMetricsHost(metrics, { port, host });
  later(close);
  return metrics;
};
