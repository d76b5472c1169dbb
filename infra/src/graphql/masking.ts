import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { StorageError } from '../storage-error.js';
import type { Log } from '../telemetry/logger.js';
import { shown } from './failures.js';
import type { Asking, Caller } from './parts.js';

/** Keeps the words of unexpected errors from clients, and logs them under the correlation id that the client gets. */
export const masking = <C extends Caller>(
  log: Log,
  onOutage?: (error: StorageError) => void,
): ApolloServerPlugin<Asking<C>> => {
  const listener: GraphQLRequestListener<Asking<C>> = {
    willSendResponse: async ({ errors, response: { body }, contextValue: { correlationId }, operationName }) => {
      if (!errors || body.kind !== 'single') return;
      const formatted = body.singleResult.errors ?? [];
      body.singleResult.errors = formatted.map((error, index) =>
        shown(errors[index], error, correlationId, (cause) => {
          log.error({ correlationId, operation: operationName, err: cause }, 'unexpected error');
          if (cause instanceof StorageError) onOutage?.(cause);
        }),
      );
    },
  };
  return { requestDidStart: async () => listener };
};
