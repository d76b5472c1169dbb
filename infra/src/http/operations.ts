import type { FastifyInstance } from 'fastify';
import { UnauthenticatedError, type Verify } from '../identity/verify.js';
import type { Log } from '../telemetry/logger.js';
import { atLength, isSoon } from './at-length.js';
import { JSON_TYPE } from './json-type.js';
import { bodyOf, refusalOf, type Refusal } from './refusal.js';

/** Work on all of a log and its views, whatever their tenants: for whoever looks after them, not for any caller of GraphQL. */
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

/** Whoever would have to do it is not reached. */
export class AwayError extends Error {
  override readonly name = 'AwayError';
  constructor(who: string, options?: ErrorOptions) {
    super(`${who} does not answer now`, options);
  }
}

export const OPERATOR = 'operator';

/**
 * `POST /operations/NAME`, with the input as JSON. What takes longer than a second is answered with status 200 and, where
 * it fails after all, the body of a refusal.
 */
export const operationsRoute =
  ({ verify, run }: Operations, log: Log) =>
  async (app: FastifyInstance): Promise<void> => {
    const refused = (error: unknown, correlationId: string): Refusal => {
      const refusal = ofOperation(error) ?? refusalOf(error);
      if (!refusal || refusal.status >= 500) log.error({ correlationId, err: error }, 'operation failed');
      return refusal ?? UNEXPECTED;
    };
    app.addHook('onRequest', async ({ headers }) => {
      const [, token] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
      const { claims } = token === undefined ? { claims: {} } : await verify(token);
      const role = 'role' in claims ? String(claims['role']).toLowerCase() : '';
      if (role !== OPERATOR) throw new UnauthenticatedError('an operator’s token is needed');
    });
    app.setErrorHandler((error, { id }, reply) => {
      const refusal = refused(error, id);
      return reply.code(refusal.status).type(JSON_TYPE).send(bodyOf(refusal, id));
    });
    app.post<{ readonly Params: { readonly name: string } }>(
      '/operations/:name',
      async ({ params, body, id }, reply) => {
        const answer = run(params.name, body).then((found) => {
          if (found === undefined) throw new OperationRefusedError(`there is no operation ${params.name}`);
          return found;
        });
        if (await isSoon(answer)) return answer;
        const text = answer.then(JSON.stringify, (error: unknown) => bodyOf(refused(error, id), id));
        return reply.type(JSON_TYPE).send(atLength(text));
      },
    );
  };

const ofOperation = (error: unknown): Refusal | undefined => {
  if (error instanceof OperationRefusedError) return { status: 400, code: 'REFUSED', message: error.message };
  if (error instanceof AwayError) return { status: 503, code: 'UNAVAILABLE', message: error.message };
  return undefined;
};
const UNEXPECTED: Refusal = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'something went wrong here' };
