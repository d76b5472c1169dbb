import type { Metrics } from '../telemetry/metrics.js';
import { bareServer } from './bare.js';

/** `GET /metrics` at a port of its own, which need not be reached from where callers are. */
export const openMetricsHost = async (
  { read }: Metrics,
  { port, host = 'localhost' }: { readonly port: number; readonly host?: string | undefined },
): Promise<{ readonly close: () => Promise<void> }> => {
  const app = bareServer();
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await read();
    return reply.type(type).send(text);
  });
  await app.listen({ port, host });
  return { close: () => app.close() };
};
