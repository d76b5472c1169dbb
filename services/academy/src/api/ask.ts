import { z } from 'zod';
import type { Fault } from '@proficio/events';

/** What GraphQL answers, before anything is known of its shape. */
export interface Reply {
  readonly data?: unknown;
  readonly errors?:
    | readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> | undefined }[]
    | undefined;
}

/** The academy's API as an administrator, over HTTP or in this process: the same operations either way. */
export interface Api {
  /** `after` is a position whose events the answer must contain. */
  readonly send: (query: string, variables: Variables, after: string | undefined) => Promise<Reply>;
  readonly close: () => Promise<void>;
}
export type Variables = Readonly<Record<string, unknown>>;

/** The API could not answer; `codes` are those of all its errors, the message is the first one's. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly codes: readonly string[];
  constructor(message: string, ...codes: readonly string[]) {
    super(message);
    this.codes = codes;
  }
}

/** A mutation that wrote nothing, and why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    message: string,
    readonly faults: readonly Fault[],
  ) {
    super(message);
  }
}

/** Asks, and checks that the answer has the shape that is needed. @throws ApiError */
export const ask = async <T>(
  api: Api,
  shape: z.ZodType<T>,
  query: string,
  variables: Variables = {},
  after?: string,
): Promise<T> => {
  const { data, errors } = await api.send(query, variables, after);
  const [error] = errors ?? [];
  if (errors && error)
    throw new ApiError(error.message, ...errors.map(({ extensions }) => String(extensions?.['code'] ?? 'ERROR')));
  return shape.parse(data);
};

/** The answer, or undefined where what was asked for is not there. */
export const found = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.codes.includes('NOT_FOUND')) return undefined;
    throw error;
  }
};

const Faults = z.array(z.object({ field: z.string(), reason: z.string() }));
const Problem = z.object({ code: z.string(), message: z.string(), faults: Faults });

/** A mutation of one input: its name, its result type, and what is wanted of it beside the position. */
export interface Mutation<T> {
  readonly name: string;
  readonly payload: string;
  readonly fields: string;
  readonly shape: z.ZodType<T>;
}
const Position = z.object({ position: z.string() });

/** @throws Refusal, ApiError */
export const mutate = async <T>(
  api: Api,
  { name, payload, fields, shape }: Mutation<T>,
  input: unknown,
): Promise<T & { readonly position: string }> => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {
    result: ${name}(input: $input) {
      ... on ${payload} { position ${fields} }
      ... on Problem { code message faults { field reason } }
    }
  }`;
  const { result } = await ask(api, z.object({ result: z.unknown() }), query, { input });
  const problem = Problem.safeParse(result);
  if (problem.success) throw new Refusal(problem.data.code, problem.data.message, problem.data.faults);
  return { ...shape.parse(result), ...Position.parse(result) };
};
