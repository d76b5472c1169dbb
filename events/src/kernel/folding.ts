import { categoryOf, type EventBatch } from '../ports/event-store.js';
import type { Event, Recorded, StoredEvent } from './message.js';
import { shapesOf, type Projection } from './projection.js';
import { putAside, setAside, type SetAside } from './set-aside.js';
import { refuseNoKey, ViewCache } from './view-cache.js';
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

/** One projection being folded into one set, batch by batch, from where the set's checkpoint stands. */
export class Folding {
  private readonly cache: ViewCache;
  private readonly families: ReadonlyMap<string, Projection['from'][number]>;

  private constructor(
    private readonly projection: Projection,
    private readonly store: ViewStore,
    private readonly set: ViewSet,
    hot: number,
    private position: bigint | undefined,
    private readonly onSetAside: OnSetAside,
  ) {
    this.cache = new ViewCache(store, set, hot);
    this.families = new Map(projection.from.map((family) => [family.category, family]));
  }

  /** `hot` is how many documents are kept between batches. */
  static async open(
    projection: Projection,
    store: ViewStore,
    set: ViewSet,
    hot: number,
    onSetAside: OnSetAside = () => undefined,
  ): Promise<Folding> {
    await store.create(set, shapesOf(projection));
    return new Folding(projection, store, set, hot, await store.checkpoint(set), onSetAside);
  }

  get checkpoint(): bigint | undefined {
    return this.position;
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
      this.cache.clear();
      const [event] = batch.events;
      if (!event || !isOfEvent(error)) throw error;
      if (batch.events.length > 1) for (const half of halves(batch)) await this.fold(half);
      else await this.leaveOut(event, batch.position, error);
    }
  }

  private async foldWhole({ events: stored, position }: EventBatch): Promise<void> {
    const events = ofEvents(() => stored.map((event) => this.decode(event)));
    await this.cache.load(ofEvents(() => this.keysOf(events)));
    ofEvents(() => {
      for (const event of events) this.projection.evolve(this.cache, event);
    });
    await this.commit(position, this.cache.changes());
    this.cache.settle();
  }

  private async leaveOut(event: StoredEvent, position: bigint, error: unknown): Promise<void> {
    const cause = error instanceof ProjectingError ? error.cause : error;
    const aside = setAside(event, cause);
    await this.commit(position, { puts: [putAside(aside)], deletes: [] });
    this.onSetAside(aside, cause);
  }

  private async commit(position: bigint, changes: Pick<Commit, 'puts' | 'deletes'>): Promise<void> {
    await this.store.commit({ set: this.set, expected: this.position, position, ...changes });
    this.position = position;
  }

  private keysOf(events: readonly Recorded<Event>[]): readonly ViewKey[] {
    const keys = events.flatMap((event) => this.projection.keys(event));
    for (const key of keys) refuseNoKey(key);
    return keys;
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
