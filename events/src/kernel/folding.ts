import { categoryOf, type EventBatch } from '../ports/event-store.js';
import type { Event, Recorded, StoredEvent } from './message.js';
import type { Projection } from './projection.js';
import { ViewCache } from './view-cache.js';
import { CommitTooLargeError, type ViewSet, type ViewStore } from '../ports/view-store.js';

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
  ) {
    this.cache = new ViewCache(store, set, hot);
    this.families = new Map(projection.from.map((family) => [family.category, family]));
  }

  /** `hot` is how many documents are kept between batches. */
  static async open(projection: Projection, store: ViewStore, set: ViewSet, hot: number): Promise<Folding> {
    await store.create(set, projection.views);
    return new Folding(projection, store, set, hot, await store.checkpoint(set));
  }

  get checkpoint(): bigint | undefined {
    return this.position;
  }

  /** Decodes, loads the union of the events' documents, folds in order, commits; in halves where that is too large. */
  async fold(batch: EventBatch): Promise<void> {
    try {
      await this.foldWhole(batch);
    } catch (error) {
      this.cache.clear();
      if (!(error instanceof CommitTooLargeError) || batch.events.length < 2) throw error;
      for (const half of halves(batch)) await this.fold(half);
    }
  }

  private async foldWhole({ events: stored, position }: EventBatch): Promise<void> {
    const events = stored.map((event) => this.decode(event));
    await this.cache.load(events.flatMap((event) => this.projection.keys(event)));
    for (const event of events) this.projection.evolve(this.cache, event);
    await this.store.commit({ set: this.set, expected: this.position, position, ...this.cache.changes() });
    this.cache.settle();
    this.position = position;
  }

  private decode(stored: StoredEvent): Recorded<Event> {
    const family = this.families.get(categoryOf(stored.stream));
    if (!family) throw new Error(`${this.projection.name} does not follow ${stored.stream}`);
    return family.decode(stored);
  }
}

/** A batch is cut between events; the first half's position is that of its last event. */
const halves = ({ events, position }: EventBatch): readonly EventBatch[] => {
  const middle = events.length >> 1;
  const head = events.slice(0, middle);
  return [
    { events: head, position: head.at(-1)?.position ?? position },
    { events: events.slice(middle), position },
  ];
};
