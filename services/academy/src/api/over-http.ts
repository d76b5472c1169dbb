import { z } from 'zod';
import { ApiError, type Api } from './ask.js';

const Answer = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});

/** The API of a running server. `url` is its GraphQL endpoint. */
export const overHttp = (url: string, token: () => Promise<string>): Api => ({
  send: async (query, variables, after) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        ...(after === undefined ? {} : { 'x-proficio-after': after }),
      },
      body: JSON.stringify({ query, variables }),
    }).catch((error: unknown) => {
      throw new ApiError(`${url} does not answer: ${reasonOf(error)}`, 'UNREACHABLE');
    });
    const answer = Answer.safeParse(await response.json().catch(() => undefined));
    if (answer.success) return answer.data;
    throw new ApiError(`${url} answered ${response.status}, and no GraphQL`, 'UNREACHABLE');
  },
  close: async () => undefined,
});

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};
