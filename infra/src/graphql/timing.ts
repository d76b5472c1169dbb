import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { Metrics } from '../telemetry/metrics.js';
import type { Asking, Caller } from './parts.js';

/** Tells how long each operation took, by its name. */
export const timing = <C extends Caller>({ answered }: Metrics): ApolloServerPlugin<Asking<C>> => ({
  requestDidStart: async () => {
    const began = performance.now();
    const listener: GraphQLRequestListener<Asking<C>> = {
      willSendResponse: async ({ errors, operationName }) => {
        const outcome = errors ? 'errors' : 'data';
        answered(operationName ?? 'unnamed', outcome, (performance.now() - began) / 1000);
      },
    };
    return listener;
  },
});
