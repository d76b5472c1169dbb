import { isOutage } from './errors.js';
import type { Attempt } from './outage.js';

/**
 * How many messages the client may hold unsent. It has one call for all appends; what it queues beyond the call's own
 * buffer of 16 it rejects, when the call breaks, in a promise that nobody can reach, and so ends the process (tried).
 */
export const MESSAGES = 16;

/** The client cuts an append into messages of 3 MiB, and no event of ours is over 1 MiB. */
const MESSAGE_BYTES = 2 * 1024 * 1024;
/** What an event takes beside its JSON. */
const ENVELOPE_BYTES = 256;

/** A connection that broke without a word answers nobody. */
const FORGOTTEN_MS = 30_000;

export const messagesOf = (events: number, bytes: number): number =>
  Math.min(1 + Math.floor((bytes + events * ENVELOPE_BYTES) / MESSAGE_BYTES), MESSAGES);

interface Waiting {
  readonly messages: number;
  readonly attempt: Attempt;
  readonly begin: () => void;
}

/** How often those who wait are told that others are answered. */
const LOOK_MS = 250;

/**
 * Hands work to the client as far as it has room. Room is taken until the client answers, whoever still waits for it. A
 * thousand rows of an import wait for each other here and not for the server: so who waits counts as answered for as long
 * as others are.
 */
export class InHand {
  private readonly waiting: Waiting[] = [];
  private hasAnswered = false;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private room = MESSAGES,
    private readonly forgottenMs = FORGOTTEN_MS,
  ) {}

  /** What nobody waits for any more before there was room is never begun. */
  run<T>(messages: number, attempt: Attempt, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.room -= messages;
        const release = once((isAnswer: boolean) => {
          clearTimeout(forgotten);
          this.room += messages;
          this.hasAnswered ||= isAnswer;
          this.next(isAnswer);
        });
        const forgotten = setTimeout(() => release(false), this.forgottenMs).unref();
        const answered = (answer: T) => {
          release(true);
          resolve(answer);
        };
        const failed = (error: unknown) => {
          release(!isOutage(error));
          reject(error);
        };
        work().then(answered, failed);
      };
      this.waiting.push({ messages, attempt, begin });
      this.next(false);
      if (this.waiting.length > 0) this.looking ??= setInterval(() => this.look(), LOOK_MS).unref();
    });
  }

  /**
   * In their order, so that a large one is not passed by small ones for ever. The time of who waited for an answer begins
   * with it.
   */
  private next(isAnswer: boolean): void {
    for (let [first] = this.waiting; first && first.messages <= this.room; [first] = this.waiting) {
      this.waiting.shift();
      if (first.attempt.isOver) continue;
      if (isAnswer) first.attempt.progress();
      first.begin();
    }
  }

  private look(): void {
    if (this.hasAnswered) for (const { attempt } of this.waiting) attempt.progress();
    this.hasAnswered = false;
    if (this.waiting.length > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }
}

const once = (work: (isAnswer: boolean) => void): ((isAnswer: boolean) => void) => {
  let isDone = false;
  return (isAnswer) => {
    if (isDone) return;
    isDone = true;
    work(isAnswer);
  };
};
