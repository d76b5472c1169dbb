import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, getOperationAST, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Asking, Caller } from '../graphql/parts.js';
import { AFTER } from '../http/request.js';
import type { Log } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { openLine, NotReachedError, type Line } from './line.js';
import type { Pass } from './passing.js';

export interface Apart {
  readonly name: string;
  readonly url: URL;
  readonly pass: Pass;
  readonly log: Log;
  /** How long a subgraph has to answer. A query is asked anew until then where nobody was reached. */
  readonly timeoutMs?: number;
  readonly metrics?: Metrics | undefined;
}

/** A reader of its own writes waits five seconds in the subgraph itself. */
const TIMEOUT_MS = 8000;
const FIRST_PAUSE_MS = 50;

const Answered = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
type Source<C extends Caller> = GraphQLDataSource<Asking<C> & Record<string, unknown>>;
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph in a process of its own. Whoever cannot be reached in time is UNAVAILABLE, by name. */
export const overHttp = <C extends Caller>(apart: Apart): Source<C> & { readonly close: () => Promise<void> } => {
  const { name, url, pass, log, timeoutMs = TIMEOUT_MS, metrics } = apart;
  const line = openLine(url, (isOpen) => metrics?.circuit(name, isOpen));
  const ask = async (body: string, asking: Asking<C>, mayRepeat: boolean): Promise<Answer> => {
    const headers = await headersOf(asking, pass);
    const text = await (mayRepeat ? untilReached : once)(line, { body, headers }, timeoutMs);
    const { data, errors, extensions } = Answered.parse(JSON.parse(text));
    return {
      data,
      ...(extensions && { extensions }),
      ...(errors && { errors: errors.map(({ message, ...rest }) => new GraphQLError(message, rest)) }),
    } as Answer;
  };
  return {
    process: async ({ request: { query = '', variables, operationName }, ...given }) => {
      const asking = given.context as Asking<C>;
      const document: DocumentNode = ('document' in given && given.document) || parse(query);
      try {
        return await ask(JSON.stringify({ query, variables, operationName }), asking, isQuery(document));
      } catch (error) {
        log.warn({ subgraph: name, correlationId: asking.correlationId, err: error }, 'a subgraph does not answer');
        throw new GraphQLError(`${name} does not answer now`, { extensions: { code: 'UNAVAILABLE', subgraph: name } });
      }
    },
    close: () => line.close(),
  };
};

const isQuery = (document: DocumentNode): boolean => getOperationAST(document)?.operation === OperationTypeNode.QUERY;

const headersOf = async <C extends Caller>({ caller, correlationId, after }: Asking<C>, pass: Pass) => ({
  authorization: `Bearer ${await pass(caller)}`,
  'content-type': 'application/json',
  'x-correlation-id': correlationId,
  ...(after !== undefined && { [AFTER]: String(after) }),
});

type Sent = Parameters<Line['send']>[0];

const once = (line: Line, sent: Sent, timeoutMs: number): Promise<string> => line.send(sent, timeoutMs);

/** Whoever restarts is back soon; a query that nobody took may be asked again. */
const untilReached = async (line: Line, sent: Sent, timeoutMs: number): Promise<string> => {
  const deadline = Date.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2)
    try {
      return await line.send(sent, deadline - Date.now());
    } catch (error) {
      if (!(error instanceof NotReachedError) || Date.now() + pause >= deadline) throw error;
      await sleep(pause);
    }
};
