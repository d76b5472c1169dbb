import type { Metrics } from '../telemetry/metrics.js';
import { bareServer } from './bare.js';
import { listen, type Place } from './listen.js';

/**
 * `GET /metrics` at a port of its own, which need not be reached from where callers are.
 * @throws ConfigurationError where it cannot listen
 */
export const openMetricsHost = async (
  { read }: Metrics,
  where: Place,
): Promise<{ readonly close: () => Promise<void> }> => {
  const app = bareServer();
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await read();
    return reply.type(type).send(text);
  });
  await listen(app, where, 'PROFICIO_METRICS_PORT');
  return { close: () => app.close() };
};
