import { z } from 'zod';
import type { Operate } from '../operations/operate.js';
import { ApiError, type Api } from './ask.js';

const Answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});

type Proof = () => Promise<string>;

/** The API of a running server. `url` is its GraphQL endpoint. */
export const overHttp = (url: string, token: Proof): Api => ({
  send: async (query, variables, after) => {
    const headers = after === undefined ? {} : { 'x-proficio-after': after };
    const { status, body } = await post(url, token, headers, { query, variables });
    const answer = Answer.safeParse(body);
    if (answer.success) return answer.data;
    throw new ApiError(`${url} answered ${status}, and no GraphQL`, 'UNREACHABLE');
  },
  close: async () => undefined,
});

/** Beside GraphQL, since it is about all of a log and its views, and no tenant. What takes long may fail with status 200. */
export const operatingOver =
  (url: string, token: Proof): Operate =>
  async (operation, input) => {
    const { status, body } = await post(new URL(`/operations/${operation}`, url).href, token, {}, input);
    const [error] = Answer.safeParse(body).data?.errors ?? [];
    if (status === 200 && !error) return body;
    const message = `${error?.message ?? `${url} answered ${status}`}${status === 401 ? NEEDED : ''}`;
    throw new ApiError(message, String(error?.extensions?.['code'] ?? status));
  };

const NEEDED =
  ': `proficio token --role operator` makes one that is, where the data folder of the server is; a gateway with an ' +
  'identity provider takes one of that, with the role `operator`';

const post = async (url: string, token: Proof, headers: Readonly<Record<string, string>>, body: unknown) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new ApiError(`${url} does not answer: ${reasonOf(error)}`, 'UNREACHABLE');
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parsed(text) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};
