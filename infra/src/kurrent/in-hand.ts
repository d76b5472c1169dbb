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

/** Hands work to the client as far as it has room. Room is taken until the client answers, whoever still waits for it. */
export class InHand {
  private room = MESSAGES;
  private readonly waiting: Waiting[] = [];

  /** What nobody waits for any more before there was room is never begun. */
  run<T>(messages: number, attempt: Attempt, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.room -= messages;
        const release = once(() => {
          clearTimeout(forgotten);
          this.room += messages;
          this.next();
        });
        const forgotten = setTimeout(release, FORGOTTEN_MS).unref();
        work().then(resolve, reject).finally(release);
      };
      this.waiting.push({ messages, attempt, begin });
      this.next();
    });
  }

  /** In their order, so that a large one is not passed by small ones for ever. */
  private next(): void {
    for (let [first] = this.waiting; first && first.messages <= this.room; [first] = this.waiting) {
      this.waiting.shift();
      if (!first.attempt.isOver) first.begin();
    }
  }
}

const once = (work: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
};
