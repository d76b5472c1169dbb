import type { HTTPGraphQLRequest } from '@apollo/server';

/** An operation as a caller sends it. */
export interface Operation {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** The operation in a request over HTTP. What is malformed reads as missing: the server says what is wrong with it. */
export const operationOf = ({ method, body, search }: HTTPGraphQLRequest): Operation =>
  method === 'GET' ? inUrl(new URLSearchParams(search)) : inBody(body);

const inBody = (body: unknown): Operation => {
  if (!isRecord(body)) return {};
  const { query, operationName, variables } = body;
  return {
    query: typeof query === 'string' ? query : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: isRecord(variables) ? variables : undefined,
  };
};

const inUrl = (parameters: URLSearchParams): Operation => ({
  query: parameters.get('query') ?? undefined,
  operationName: parameters.get('operationName') ?? undefined,
  variables: variablesIn(parameters.get('variables')),
});

const variablesIn = (text: string | null): Operation['variables'] => {
  try {
    const variables: unknown = JSON.parse(text ?? 'null');
    return isRecord(variables) ? variables : undefined;
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
