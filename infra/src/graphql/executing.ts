import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { requestOf } from './detoured.js';
import { LASTING, lastingIn } from './lasting.js';
import type { Asking, Caller, ServiceContext } from './parts.js';
import type { Raw } from './plan/types.js';
import { prepare, type Prepared } from './prepared/prepare.js';

/** Makes what one service's resolvers work with in one request. */
export type ContextFor<C extends Caller> = (asking: Asking<C>) => ServiceContext<C>;

/** A planned operation, as a gateway sends it. */
export interface Planned {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/**
 * Executes a subgraph's schema once the service's views hold what the caller wants to read back.
 * @throws NotYetError, PositionError
 */
export const executing = <C extends Caller>(schema: GraphQLSchema, contextFor: ContextFor<C>) => {
  const entered = new WeakMap<object, Entered<C>>();
  /** One context for a request, however often it comes; and one wait. */
  const enter = (asking: Asking<C>): Entered<C> => {
    const request = requestOf(asking);
    const known = entered.get(request);
    if (known) return known;
    const context = contextFor(asking);
    const waited = asking.after === undefined ? undefined : context.until(asking.after);
    entered.set(request, { context, waited });
    return { context, waited };
  };
  const atOnce = preparedly(schema);
  const lasts = lastingIn(schema);
  return async ({ document, variables, operationName }: Planned, asking: Asking<C>): Promise<ExecutionResult> => {
    const { context: contextValue, waited } = enter(asking);
    if (waited) await waited;
    const planned = { document, variables, operationName };
    const data = await atOnce(planned, contextValue);
    if (data) return { data, ...(lasts(document) && LASTING) };
    const result = await execute({ schema, document, contextValue, variableValues: variables, operationName });
    return result.data === undefined ? { errors: result.errors?.map(asBadInput) ?? [] } : result;
  };
};

/**
 * A query that comes again is prepared once. Undefined for all else, and where anything does not go well: then the
 * library's own executor answers anew, so that every error is as it makes it.
 */
const preparedly = (schema: GraphQLSchema) => {
  const known = new WeakMap<DocumentNode, Map<string, Prepared | undefined>>();
  const preparedFor = ({ document, operationName }: Planned): Prepared | undefined => {
    const ofDocument = known.get(document);
    // Many come once.
    if (!ofDocument) return void known.set(document, new Map());
    const name = operationName ?? '';
    if (!ofDocument.has(name)) ofDocument.set(name, prepare(schema, document, operationName));
    return ofDocument.get(name);
  };
  return async (planned: Planned, context: unknown): Promise<Raw | undefined> => {
    const run = preparedFor(planned);
    try {
      return run && ((await run(context, planned.variables ?? {})) as Raw);
    } catch {
      return undefined;
    }
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
