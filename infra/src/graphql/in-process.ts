import type { GraphQLDataSource } from '@apollo/gateway';
import { parse, type DocumentNode } from 'graphql';
import { executing, type ContextFor } from './executing.js';
import type { Asking, Caller } from './parts.js';
import type { Subgraph } from './subgraph.js';

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** Runs a subgraph where the gateway runs: the planned document is executed as it is, neither printed nor parsed again. */
export const inProcess = <C extends Caller>(
  { schema }: Pick<Subgraph, 'schema'>,
  contextFor: ContextFor<C>,
): GraphQLDataSource<Asking<C> & Record<string, unknown>> => {
  const run = executing(schema, contextFor);
  return {
    process: async ({ request: { query, variables, operationName }, ...given }) => {
      const document: DocumentNode = ('document' in given && given.document) || parse(query ?? '');
      // The gateway reads our errors as they are, and needs them so: it wraps what was thrown.
      return (await run({ document, variables, operationName }, given.context as Asking<C>)) as Answer;
    },
  };
};
