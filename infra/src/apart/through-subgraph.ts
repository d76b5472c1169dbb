import { BoundedMap } from '@proficio/events';
import { getOperationAST, GraphQLError, parse, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { executing, type ContextFor } from '../graphql/executing.js';
import { shown } from '../graphql/failures.js';
import type { Caller } from '../graphql/parts.js';
import type { Subgraph } from '../graphql/subgraph.js';
import type { Answering } from '../http/host.js';
import { JSON_TYPE } from '../http/json-type.js';
import { StorageError } from '../storage-error.js';
import type { Log } from '../telemetry/logger.js';
import { operationBegins, type Watch } from '../telemetry/watch.js';

const Asked = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operationName: z.string().optional(),
});

/** A gateway plans few documents, and sends each again and again. */
const MOST = 1000;
const JSON_HEADERS = [['content-type', JSON_TYPE]] as const;

export interface SubgraphOptions<C extends Caller> {
  readonly subgraph: Pick<Subgraph, 'schema'>;
  readonly contextFor: ContextFor<C>;
  readonly log: Log;
  readonly onOutage?: ((error: StorageError) => void) | undefined;
  readonly watch?: Watch | undefined;
}

/**
 * Answers a gateway in another process as `inProcess` answers one in this. What nobody expected is logged here, under the
 * correlation id, and masked before it leaves.
 */
export const throughSubgraph = <C extends Caller>(options: SubgraphOptions<C>): Answering<C> => {
  const { subgraph, contextFor, log, onOutage, watch } = options;
  const run = executing(subgraph.schema, contextFor);
  const documents = new BoundedMap<DocumentNode>(MOST);
  const parsed = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    documents.set(query, document);
    return document;
  };
  return async ({ body }, asking) => {
    const { query, ...asked } = Asked.parse(body);
    const { correlationId } = asking;
    const document = parsed(query);
    const over = watch && operationBegins(watch, 'span', correlationId);
    const hide = (cause: unknown) => {
      log.error({ correlationId, err: cause }, 'unexpected error');
      if (cause instanceof StorageError) onOutage?.(cause);
    };
    const { data, errors = [], extensions } = await run({ document, ...asked }, asking).catch(unanswered);
    const told = errors.map((error) => shown(error, error.toJSON(), correlationId, hide));
    over?.(getOperationAST(document, asked.operationName) ?? undefined, told.length > 0 ? 'errors' : 'data');
    const answer = { data, ...(told.length > 0 && { errors: told }), ...(extensions && { extensions }) };
    return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(answer) };
  };
};

const unanswered = (thrown: unknown) => ({
  data: undefined,
  extensions: undefined,
  errors: [
    new GraphQLError('the subgraph did not answer', {
      originalError: thrown instanceof Error ? thrown : new Error(String(thrown)),
    }),
  ],
});
