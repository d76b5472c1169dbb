import { setTimeout as sleep } from 'node:timers/promises';
import { StorageError } from '../storage-error.js';
import type { Connection } from './connection.js';
import { isDenied, isOutage, NoAnswerError } from './errors.js';

/** How long the first answer may take, and how long the same is asked again before it is given up. In milliseconds. */
export interface Limits {
  readonly answerMs: number;
  readonly patienceMs: number;
}
export const LIMITS: Limits = { answerMs: 2500, patienceMs: 5000 };

/** One try to be answered. */
export interface Attempt {
  /** Something came: the time begins anew. */
  progress(): void;
  /** Nobody waits for the answer any more. */
  isOver: boolean;
}

/**
 * Our own timer: the client's deadline is kept by the server alone, and a server that hangs keeps nothing. What comes
 * after it is of no interest, an error neither.
 */
export const answered = <T>(
  ms: number,
  work: (attempt: Attempt) => Promise<T>,
  onProgress: () => void = () => undefined,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      attempt.isOver = true;
      reject(new NoAnswerError(`no answer within ${ms} ms`));
    }, ms);
    const progress = () => {
      if (attempt.isOver) return;
      timer.refresh();
      onProgress();
    };
    const attempt: Attempt = { progress, isOver: false };
    work(attempt)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;

/** Pauses that grow from one failure to the next, and an end to them. */
export class Patience {
  private since: number | undefined;
  private failedAt = Infinity;
  private pauseMs = FIRST_PAUSE_MS;
  private failures = 0;

  constructor(
    private readonly connection: Connection,
    private readonly limits: Limits,
  ) {}

  /** It works: the next failure is a first one. */
  renew(): void {
    this.since = undefined;
    this.failures = 0;
    this.pauseMs = FIRST_PAUSE_MS;
  }

  /** The time runs from now on, also while nothing has failed yet. */
  begin(): void {
    this.since ??= Date.now();
  }

  /** How long the next answer may take: longer each time, lest a server that is only slow be asked ever more. */
  get answerMs(): number {
    return Math.max(Math.min(this.limits.answerMs * 2 ** this.failures, this.left), 1);
  }

  /** Waits before the next try, or until `signal` aborts. @throws what is no outage; StorageError when patience ends */
  async after(error: unknown, signal?: AbortSignal): Promise<void> {
    if (isDenied(error)) throw new StorageError(`${this.connection.place} denies us permission.`, { cause: error });
    if (!isOutage(error)) throw error;
    this.connection.renew();
    // It has worked since, though nothing was there to show it.
    if (Date.now() - this.failedAt > this.limits.patienceMs) this.renew();
    this.failedAt = Date.now();
    this.failures++;
    this.begin();
    if (this.left <= this.pauseMs)
      throw new StorageError(`${this.connection.place} does not answer: ${(error as Error).message}.`, {
        cause: error,
      });
    await sleep(this.pauseMs, undefined, signal ? { signal } : {}).catch(() => undefined);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private get left(): number {
    return this.limits.patienceMs - (this.since === undefined ? 0 : Date.now() - this.since);
  }
}

/** Asks again until it is answered. @throws what is no outage; StorageError when patience ends */
export const patiently = async <T>(
  connection: Connection,
  limits: Limits,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> => {
  const patience = new Patience(connection, limits);
  const renewed = () => {
    patience.renew();
    patience.begin();
  };
  patience.begin();
  for (;;) {
    try {
      return await answered(patience.answerMs, work, renewed);
    } catch (error) {
      await patience.after(error);
    }
  }
};
