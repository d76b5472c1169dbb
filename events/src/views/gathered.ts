import { setImmediate } from 'node:timers/promises';
import type { Live, LiveDocuments, LivePage, ViewStore } from '../ports/view-store.js';

/**
 * The same for many who read at once: what they ask of any projection until the event loop comes round is one read of
 * the store, and a document that several ask for is read once. It keeps nothing beyond the turn.
 */
export const gathered = (store: Pick<ViewStore, 'live'>): ViewStore['live'] => {
  let open: Gathering | undefined;
  const begin = (): Gathering => {
    const turn = setImmediate();
    const begun: Gathering = new Gathering(() => turn.then(() => ask(begun)));
    return (open = begun);
  };
  const ask = (begun: Gathering): Promise<Live> => {
    if (open === begun) open = undefined;
    return store.live(begun.documents(), begun.pages);
  };
  return async (documents, pages) => (open?.fits(documents) ? open : begin()).add(documents, pages);
};

interface Asked {
  readonly read: Omit<LiveDocuments, 'keys'>;
  /** Each key's place among those read. */
  readonly keys: Map<string, number>;
}

class Gathering {
  private readonly asked: Asked[] = [];
  private readonly places = new Map<string, number>();
  readonly pages: LivePage[] = [];

  private readonly found: Promise<Live>;

  constructor(find: () => Promise<Live>) {
    this.found = find();
  }

  /** Nobody's documents may be read in another order than they ask for. */
  fits(documents: readonly LiveDocuments[]): boolean {
    const places = documents.map((one) => this.places.get(nameOf(one)) ?? Infinity);
    return places.every((place, n) => n === 0 || place >= (places[n - 1] ?? 0));
  }

  async add(documents: readonly LiveDocuments[], pages: readonly LivePage[]): Promise<Live> {
    const wanted = documents.map((one) => this.placesOf(one));
    const from = this.pages.length;
    this.pages.push(...pages);
    const found = await this.found;
    return {
      documents: wanted.map(({ place, keys }) => keys.map((key) => found.documents[place]?.[key])),
      pages: found.pages.slice(from, from + pages.length),
    };
  }

  documents(): readonly LiveDocuments[] {
    return this.asked.map(({ read, keys }) => ({ ...read, keys: [...keys.keys()] }));
  }

  private placesOf({ keys, ...read }: LiveDocuments): { readonly place: number; readonly keys: readonly number[] } {
    const name = nameOf(read);
    const place = this.places.get(name) ?? this.asked.length;
    const asked = this.asked[place] ?? { read, keys: new Map<string, number>() };
    this.places.set(name, place);
    this.asked[place] = asked;
    return { place, keys: keys.map((key) => placed(asked.keys, key)) };
  }
}

const placed = (places: Map<string, number>, key: string): number => {
  const place = places.get(key) ?? places.size;
  places.set(key, place);
  return place;
};

/** No name or tenant has a NUL. */
const nameOf = ({ of, view, tenant }: Omit<LiveDocuments, 'keys'>): string =>
  [of.projection, of.version, of.partition, view, tenant].join('\0');
