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

/** Nothing is in the body but an operation, with everything of the kind that it must be. */
export const isPlainly = (
  { method, body }: HTTPGraphQLRequest,
  { query, operationName, variables }: Operation,
): boolean =>
  method === 'POST' &&
  isRecord(body) &&
  Object.keys(body).every((name) => FIELDS.has(name)) &&
  query !== undefined &&
  (operationName !== undefined || (body['operationName'] ?? undefined) === undefined) &&
  (variables !== undefined || (body['variables'] ?? undefined) === undefined);
const FIELDS = new Set(['query', 'operationName', 'variables']);

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
