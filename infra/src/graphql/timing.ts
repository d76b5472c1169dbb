import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { operationBegins, type Watch } from '../telemetry/watch.js';
import type { Asking, Caller } from './parts.js';

/** Lets operations be watched, each by what it asks for, from request to answer. */
export const timing = <C extends Caller>(watch: Watch): ApolloServerPlugin<Asking<C>> => ({
  requestDidStart: async ({ contextValue: { correlationId } }) => {
    const over = operationBegins(watch, 'root', correlationId);
    const listener: GraphQLRequestListener<Asking<C>> = {
      willSendResponse: async ({ errors, operation }) => over(operation, errors ? 'errors' : 'data'),
    };
    return listener;
  },
});
