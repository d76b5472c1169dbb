import type { FastifyInstance } from 'fastify';
import { UnauthenticatedError, type Verify } from '../identity/verify.js';
import type { Log } from '../telemetry/logger.js';
import { bodyOf, refusalOf, type Refusal } from './refusal.js';

/** Work on the whole of a data folder, whatever its tenants: for whoever looks after it, not for any caller of GraphQL. */
export interface Operations {
  /** Whose tokens are taken; they must be for the role `operator`, which opens nothing else. */
  readonly verify: Verify;
  /** Gives plain JSON, undefined for a name that it does not know. @throws OperationRefusedError */
  readonly run: (name: string, input: unknown) => Promise<unknown>;
}

/** What was asked cannot be done; its words are for whoever asked. */
export class OperationRefusedError extends Error {
  override readonly name: string = 'OperationRefusedError';
}

export const OPERATOR = 'operator';

/** `POST /operations/NAME`, with the input as JSON. */
export const operationsRoute =
  ({ verify, run }: Operations, log: Log) =>
  async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', async ({ headers }) => {
      const [, token] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
      const { claims } = token === undefined ? { claims: {} } : await verify(token);
      if (!('role' in claims) || claims['role'] !== OPERATOR)
        throw new UnauthenticatedError('an operator’s token is needed');
    });
    app.setErrorHandler((error, request, reply) => {
      const { id: correlationId } = request;
      const refusal = refused(error) ?? refusalOf(error);
      if (!refusal || refusal.status >= 500) log.error({ correlationId, err: error }, 'operation failed');
      const { status, ...body } = refusal ?? UNEXPECTED;
      return reply
        .code(status)
        .type('application/json; charset=utf-8')
        .send(bodyOf({ status, ...body }, correlationId));
    });
    app.post<{ readonly Params: { readonly name: string } }>('/operations/:name', async ({ params, body }) => {
      const answer = await run(params.name, body);
      if (answer === undefined) throw new OperationRefusedError(`there is no operation ${params.name}`);
      return answer;
    });
  };

const refused = (error: unknown): Refusal | undefined =>
  error instanceof OperationRefusedError ? { status: 400, code: 'REFUSED', message: error.message } : undefined;
const UNEXPECTED: Refusal = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'something went wrong here' };
