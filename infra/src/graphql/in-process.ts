import type { GraphQLDataSource } from '@apollo/gateway';
import { execute, GraphQLError, parse, type DocumentNode } from 'graphql';
import type { Asking, Caller, ServiceContext } from './parts.js';
import type { Subgraph } from './subgraph.js';

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** Makes what one service's resolvers work with in one request. */
export type ContextFor<C extends Caller> = (asking: Asking<C>) => ServiceContext<C>;

/**
 * Runs a subgraph where the gateway runs: the planned document is executed as it is, neither printed nor parsed again,
 * once the service's views hold what the caller wants to read back.
 */
export const inProcess = <C extends Caller>(
  { schema }: Pick<Subgraph, 'schema'>,
  contextFor: ContextFor<C>,
): GraphQLDataSource<Asking<C> & Record<string, unknown>> => {
  const entered = new WeakMap<Asking<C>, Entered<C>>();
  /** One context for a request, however often it comes; and one wait. */
  const enter = (asking: Asking<C>): Entered<C> => {
    const known = entered.get(asking);
    if (known) return known;
    const context = contextFor(asking);
    const waited = asking.after === undefined ? undefined : context.until(asking.after);
    entered.set(asking, { context, waited });
    return { context, waited };
  };
  return {
    process: async ({ request: { query, variables: variableValues, operationName }, ...given }) => {
      const document: DocumentNode = ('document' in given && given.document) || parse(query ?? '');
      const { context: contextValue, waited } = enter(given.context as Asking<C>);
      if (waited) await waited;
      const result = await execute({ schema, document, contextValue, variableValues, operationName });
      // The gateway reads our errors as they are, and needs them so: it wraps what was thrown.
      return (result.data === undefined ? { errors: result.errors?.map(asBadInput) } : result) as Answer;
    },
  };
};

interface Entered<C extends Caller> {
  readonly context: ServiceContext<C>;
  readonly waited: Promise<void> | undefined;
}

/** Nothing was executed: a variable did not fit its type, which only the subgraph knows for scalars of our own. */
const asBadInput = (error: GraphQLError): GraphQLError =>
  error.extensions['code'] === undefined
    ? new GraphQLError(error.message, { originalError: error, extensions: { code: 'BAD_USER_INPUT' } })
    : error;
