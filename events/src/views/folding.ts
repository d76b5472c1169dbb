import { categoryOf, type EventBatch } from '../ports/event-store.js';
import type { Event, Recorded, StoredEvent } from '../kernel/message.js';
import type { Projection } from './projection.js';
import { putAside, setAside, type SetAside } from './set-aside.js';
import { refuseNoKey, ViewCache } from './view-cache.js';
import { weightOf } from './weight.js';
import {
  CommitTooLargeError,
  UnfitDocumentError,
  type Commit,
  type ViewKey,
  type ViewSet,
  type ViewStore,
} from '../ports/view-store.js';

/** Told of every event that is set aside, and of what was thrown. */
export type OnSetAside = (event: SetAside, error: unknown) => void;

/**
 * How much is folded, in bytes of events, before it is committed where nobody waits for it: about eighteen thousand answers.
 * Most memory goes into what is loaded for them, and what the collector has not yet come to: twice as much of it made a
 * rebuild no quicker and half as large again (measured).
 */
const GATHERED = 12 * 1024 * 1024;

/** How much is loaded at most for that, in bytes of documents. */
const HEAVIEST = 384 * 1024 * 1024;

/** One projection being folded into one set, batch by batch, from where the set's checkpoint stands. */
export class Folding {
  private readonly cache: ViewCache;
  private readonly families: ReadonlyMap<string, Projection['from'][number]>;
  /** Folded and not yet committed. */
  private gathered: { readonly events: number; readonly position: bigint } | undefined;
  private weight = 0;
  private bound = GATHERED;
  private committed = 0;

  private constructor(
    private readonly projection: Projection,
    private readonly store: ViewStore,
    private readonly set: ViewSet,
    hot: number,
    private position: bigint | undefined,
    private readonly onSetAside: OnSetAside,
  ) {
    this.cache = new ViewCache(store, set, projection.forms ?? {}, hot);
    this.families = new Map(projection.from.map((family) => [family.category, family]));
  }

  /** The set is there. `hot` is how many bytes of documents are kept between batches. */
  static async open(
    projection: Projection,
    store: ViewStore,
    set: ViewSet,
    hot: number,
    onSetAside: OnSetAside = () => undefined,
  ): Promise<Folding> {
    return new Folding(projection, store, set, hot, await store.checkpoint(set), onSetAside);
  }

  get checkpoint(): bigint | undefined {
    return this.position;
  }

  /** How many events were folded or set aside since it was opened, up to the checkpoint. */
  get events(): number {
    return this.committed;
  }

  /**
   * Decodes, loads the union of the events' documents, folds in order, commits. Where that is too large for one commit,
   * or fails because of an event, the batch is folded in halves; an event that fails alone is set aside, and the rest
   * goes on without it.
   */
  async fold(batch: EventBatch): Promise<void> {
    try {
      await this.foldWhole(batch);
    } catch (error) {
      this.forget();
      const [event] = batch.events;
      if (!event || !isOfEvent(error)) throw error;
      if (batch.events.length > 1) for (const half of halves(batch)) await this.fold(half);
      else await this.leaveOut(event, batch.position, error);
    }
  }

  /**
   * Folds, and commits only once there is enough of it, so that a document that many batches change is written once for
   * all of them. Gives false where an event fails: then all since the checkpoint is lost, to be read again and folded.
   */
  gather(batch: EventBatch): Promise<boolean> {
    return this.unlessOfEvent(async () => {
      await this.evolve(batch);
      // Of a batch one event stands for all: to look into each would cost more than it is worth.
      this.weight += batch.events.length * weightOf(batch.events[0]?.data);
      if (this.weight >= this.bound || this.cache.bytes >= HEAVIEST) await this.settle();
    });
  }

  /** Commits what was gathered. Gives false as `gather` does. */
  finish(): Promise<boolean> {
    return this.unlessOfEvent(() => this.settle());
  }

  private async unlessOfEvent(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof CommitTooLargeError) this.bound = this.weight / 4;
      this.forget();
      if (!isOfEvent(error)) throw error;
      return false;
    }
  }

  private forget(): void {
    this.cache.clear();
    this.gathered = undefined;
    this.weight = 0;
  }

  private async foldWhole(batch: EventBatch): Promise<void> {
    await this.evolve(batch);
    await this.settle();
  }

  private async evolve({ events: stored, position }: EventBatch): Promise<void> {
    const events = ofEvents(() => stored.map((event) => this.decode(event)));
    await this.cache.load(ofEvents(() => this.keysOf(events)));
    ofEvents(() => {
      events.forEach((event, index) => {
        this.cache.turnTo(index);
        this.projection.evolve(this.cache, event);
      });
    });
    this.gathered = { events: (this.gathered?.events ?? 0) + events.length, position };
  }

  private async settle(): Promise<void> {
    if (!this.gathered) return;
    const { position, events } = this.gathered;
    await this.commit(position, events, this.cache.changes());
    this.cache.settle();
  }

  private async leaveOut(event: StoredEvent, position: bigint, error: unknown): Promise<void> {
    const cause = error instanceof ProjectingError ? error.cause : error;
    const aside = setAside(event, cause);
    await this.commit(position, 1, { puts: [putAside(aside)], deletes: [] });
    this.onSetAside(aside, cause);
  }

  private async commit(position: bigint, events: number, changes: Pick<Commit, 'puts' | 'deletes'>): Promise<void> {
    await this.store.commit({ set: this.set, expected: this.position, position, ...changes });
    this.position = position;
    this.committed += events;
    this.gathered = undefined;
    this.weight = 0;
  }

  private keysOf(events: readonly Recorded<Event>[]): readonly (readonly ViewKey[])[] {
    return events.map((event) => {
      const keys = this.projection.keys(event);
      for (const key of keys) refuseNoKey(key);
      return keys;
    });
  }

  private decode(stored: StoredEvent): Recorded<Event> {
    const family = this.families.get(categoryOf(stored.stream));
    if (!family) throw new Error(`${this.projection.name} does not follow ${stored.stream}`);
    return family.decode(stored);
  }
}

/** Thrown by what a projection makes of events, and by nothing that it works with. */
class ProjectingError extends Error {}

const ofEvents = <T>(work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw new ProjectingError('', { cause });
  }
};

const isOfEvent = (error: unknown): boolean =>
  [ProjectingError, CommitTooLargeError, UnfitDocumentError].some((type) => error instanceof type);

/** A batch is cut between events; the first half's position is that of its last event. */
const halves = ({ events, position }: EventBatch): readonly EventBatch[] => {
  const middle = events.length >> 1;
  const head = events.slice(0, middle);
  return [
    { events: head, position: head.at(-1)?.position ?? position },
    { events: events.slice(middle), position },
  ];
};
