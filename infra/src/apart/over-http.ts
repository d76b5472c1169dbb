import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, getOperationAST, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { requestOf } from '../graphql/detoured.js';
import type { Asking, Caller } from '../graphql/parts.js';
import { AFTER } from '../http/request.js';
import type { Log } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { openLine, NotReachedError, OddAnswerError, type Line } from './line.js';
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
const LONGEST_PAUSE_MS = 1000;

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
/** As the gateway takes it. */
interface Answer {
  readonly data?: z.infer<typeof Answered>['data'];
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}
type Source<C extends Caller> = GraphQLDataSource<Asking<C> & Record<string, unknown>>;

/**
 * A subgraph in a process of its own. Whoever cannot be reached in time is UNAVAILABLE, by name. A request waits in vain
 * once: where the gateway asks more for it, or anew, the answer is the same at once.
 */
export const overHttp = <C extends Caller>(apart: Apart): Source<C> & { readonly close: () => Promise<void> } => {
  const { name, url, pass, log, timeoutMs = TIMEOUT_MS, metrics } = apart;
  const line = openLine(url, (isOpen) => metrics?.circuit(name, isOpen));
  const ask = async (body: string, asking: Asking<C>, mayRepeat: boolean): Promise<Answer> => {
    const headers = await headersOf(asking, pass);
    const text = await (mayRepeat ? untilReached : once)(line, { body, headers }, timeoutMs);
    const { data, errors, extensions } = Answered.parse(JSON.parse(text));
    if (!data && !errors?.length) throw new OddAnswerError('neither data nor errors');
    return {
      data,
      ...(extensions && { extensions }),
      ...(errors && { errors: errors.map(({ message, ...rest }) => new GraphQLError(message, rest)) }),
    };
  };
  const vain = new WeakMap<object, GraphQLError>();
  return {
    process: async ({ request: { query = '', variables, operationName }, ...given }) => {
      const asking = given.context as Asking<C>;
      const request = requestOf(asking);
      const known = vain.get(request);
      if (known) throw again(known);
      const document: DocumentNode = ('document' in given && given.document) || parse(query);
      const answer: Answer = await ask(
        JSON.stringify({ query, variables, operationName }),
        asking,
        isQuery(document),
      ).catch((error: unknown) => {
        log.warn({ subgraph: name, correlationId: asking.correlationId, err: error }, 'a subgraph does not answer');
        return { errors: [unavailable(name)] };
      });
      const inVain = answer.errors?.find(isInVain);
      if (!inVain) return answer as Awaited<ReturnType<GraphQLDataSource['process']>>;
      vain.set(request, inVain);
      throw again(inVain);
    },
    close: () => line.close(),
  };
};

const unavailable = (subgraph: string) =>
  new GraphQLError(`${subgraph} does not answer now`, { extensions: { code: 'UNAVAILABLE', subgraph } });

/** The time is over in which a subgraph answers, or its views reach what a reader has written; of no field alone. */
const isInVain = ({ path, extensions }: GraphQLError): boolean =>
  path === undefined && ['UNAVAILABLE', 'NOT_YET'].includes(String(extensions['code']));

/** A new one, since whoever catches it hangs more on it. */
const again = ({ message, extensions }: GraphQLError): GraphQLError => new GraphQLError(message, { extensions });

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
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS))
    try {
      return await line.send(sent, deadline - Date.now());
    } catch (error) {
      const left = deadline - Date.now();
      if (!(error instanceof NotReachedError) || left < FIRST_PAUSE_MS) throw error;
      await sleep(Math.min(pause, left / 2));
    }
};
