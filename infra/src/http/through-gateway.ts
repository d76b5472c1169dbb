import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import type { Gateway } from '../graphql/gateway.js';
import type { Caller } from '../graphql/parts.js';
import type { Answering } from './host.js';

export const throughGateway =
  <C extends Caller>({ http }: Pick<Gateway<C>, 'http'>): Answering<C> =>
  async (request, asking) => {
    const { status = 200, headers, body } = await http(graphqlRequestOf(request), asking);
    if (body.kind === 'complete') return { status, headers, body: body.string };
    throw new Error('the gateway answers in one piece');
  };

/** The request as the GraphQL server wants it, with the headers it looks at. */
const graphqlRequestOf = ({ method, url, body, headers }: FastifyRequest): HTTPGraphQLRequest => {
  const kept = new HeaderMap();
  const { accept, 'content-type': contentType } = headers;
  if (accept !== undefined) kept.set('accept', accept);
  if (contentType !== undefined) kept.set('content-type', contentType);
  const query = url.indexOf('?');
  return { method, body, headers: kept, search: query < 0 ? '' : url.slice(query) };
};
