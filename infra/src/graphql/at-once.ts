import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import { JSON_TYPE } from '../http/json-type.js';
import { operationBegins, type Watch } from '../telemetry/watch.js';
import { isPlainly, type Operation } from './operation.js';
import type { Asking, Caller } from './parts.js';
import { detoured } from './detoured.js';
import type { ShortWay } from './plan/executor.js';

/** Where a client says nothing else of what it wants, that is what it gets. */
const PLAIN: readonly (string | undefined)[] = [undefined, '*/*', 'application/json'];

/** What a client is answered, or with what context the GraphQL server is to answer it. */
type Way<C extends Caller> = { readonly answered: HTTPGraphQLResponse } | { readonly left: Asking<C> };

/**
 * Answers a query that is known by its text before the GraphQL server sees it, with the same bytes. All else is left to
 * that, and so is what does not go well.
 */
export const atOnce =
  (shortWay: ShortWay, watch: Watch | undefined) =>
  async <C extends Caller>(request: HTTPGraphQLRequest, asked: Operation, asking: Asking<C>): Promise<Way<C>> => {
    const isPlain = isPlainly(request, asked) && PLAIN.includes(request.headers.get('accept'));
    const known = isPlain ? shortWay.known(asked) : undefined;
    if (!known) return { left: asking };
    const over = watch && operationBegins(watch, 'root', asking.correlationId);
    try {
      const data = await known.run({ request: { variables: asked.variables ?? {} }, context: asking });
      over?.(known.operation, 'data');
      return { answered: completed(`${JSON.stringify({ data })}\n`) };
    } catch {
      return { left: detoured(asking) };
    }
  };

const completed = (string: string): HTTPGraphQLResponse => ({
  status: 200,
  headers: new HeaderMap([['content-type', JSON_TYPE]]),
  body: { kind: 'complete', string },
});
