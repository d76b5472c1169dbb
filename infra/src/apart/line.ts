import CircuitBreaker from 'opossum';
import { errors, Pool, type Dispatcher } from 'undici';
import { toldByNode } from '../node-error.js';

/** Nobody took the request, or whoever did is gone without an answer: another may be asked. */
export class NotReachedError extends Error {
  override readonly name = 'NotReachedError';
}
/** The answer is none of GraphQL. */
export class OddAnswerError extends Error {
  override readonly name = 'OddAnswerError';
}

/** The time for an answer is over. */
class TooLateError extends Error {
  override readonly name = 'TooLateError';
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Connections to one subgraph, kept alive, and a circuit that opens when it keeps callers waiting. */
export interface Line {
  /** Gives the body of the answer. @throws NotReachedError, OddAnswerError, and others when time is over */
  readonly send: (sent: Sent, timeoutMs: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

const CONNECTIONS = 64;
const CONNECT_MS = 1000;
/** Of the last ten seconds: opens where half of five or more ran out of time, and tries one again after a second. */
const CIRCUIT = { timeout: false, errorThresholdPercentage: 50, volumeThreshold: 5, resetTimeout: 1000 } as const;

/** `circuitIs` is told when it opens, and when it closes again. */
export const openLine = (url: URL, circuitIs: (isOpen: boolean) => void = () => undefined): Line => {
  const pool = new Pool(url.origin, { connections: CONNECTIONS, connect: { timeout: CONNECT_MS } });
  const post = async (sent: Sent, timeoutMs: number): Promise<string> => {
    try {
      const { status, text } = await answered(pool, url.pathname, sent, Math.max(1, timeoutMs));
      if (status === 503) throw new NotReachedError('status 503');
      if (status !== 200) throw new OddAnswerError(`status ${status}: ${text.slice(0, 200)}`);
      return text;
    } catch (error) {
      throw isUnreached(error) ? new NotReachedError('nobody was reached', { cause: error }) : error;
    }
  };
  // A refused connection costs nobody time: it is not what the circuit is for.
  const errorFilter = (error: unknown) => error instanceof NotReachedError || error instanceof OddAnswerError;
  const circuit = new CircuitBreaker(post, { ...CIRCUIT, errorFilter });
  circuitIs(false);
  circuit.on('open', () => circuitIs(true));
  circuit.on('close', () => circuitIs(false));
  return {
    send: (sent, timeoutMs) => circuit.fire(sent, timeoutMs),
    close: async () => {
      circuit.shutdown();
      await pool.destroy();
    },
  };
};

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** By the client's bare handler: its streams and signals cost as much as all else that it does. */
const answered = (pool: Pool, path: string, { headers, body }: Sent, timeoutMs: number): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let begun: Dispatcher.DispatchController | undefined;
    let over: TooLateError | undefined;
    const timer = setTimeout(() => {
      over = new TooLateError(`no answer in ${timeoutMs} ms`);
      begun?.abort(over);
      reject(over);
    }, timeoutMs);
    pool.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: (controller) => {
          begun = controller;
          if (over) controller.abort(over);
        },
        onResponseStart: (_controller, code) => {
          status = code;
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          clearTimeout(timer);
          resolve({ status, text: Buffer.concat(chunks).toString() });
        },
        onResponseError: (_controller, error) => {
          clearTimeout(timer);
          reject(error);
        },
      },
    );
  });

const REFUSED = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const isUnreached = (error: unknown): boolean =>
  error instanceof errors.SocketError ||
  error instanceof errors.ConnectTimeoutError ||
  REFUSED.has(String(toldByNode(error).code));
