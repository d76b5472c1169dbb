import type { Gateway } from '../graphql/gateway.js';
import type { Caller } from '../graphql/parts.js';
import type { Answering } from './host.js';
import { graphqlRequestOf } from './request.js';

export const throughGateway =
  <C extends Caller>({ http }: Pick<Gateway<C>, 'http'>): Answering<C> =>
  async (request, asking) => {
    const { status = 200, headers, body } = await http(graphqlRequestOf(request), asking);
    if (body.kind === 'complete') return { status, headers, body: body.string };
    throw new Error('the gateway answers in one piece');
  };
