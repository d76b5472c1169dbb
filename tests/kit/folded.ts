import type { Docs, Event, Projection, Recorded, ViewKey } from '@proficio/events';

/** The documents that events became, by `view tenant key`, as they come back from the JSON that a store keeps. */
export type Folded = ReadonlyMap<string, unknown>;

const nameOf = ({ view, tenant, key }: ViewKey) => `${view} ${tenant} ${key}`;

/**
 * Folds events as a runner does, in batches: documents are live within one, and come back from the store's JSON in the
 * next. For projections that change their documents in place; `evolve` may read only what `keys` named.
 */
export const folded = <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  events: readonly Recorded<E>[],
  batchSize = 1,
): Folded => {
  const store = new Map<string, string>();
  for (let start = 0; start < events.length; start += batchSize) {
    const changed = foldBatch(projection, events.slice(start, start + batchSize), store);
    for (const [name, doc] of changed)
      if (doc === undefined) store.delete(name);
      else store.set(name, JSON.stringify(formIn(projection, name)?.lay(doc as D[string]) ?? doc));
  }
  return new Map([...store].sort().map(([name, text]) => [name, taken(projection, name, text)]));
};

/** One of them, of the type that its projection says. */
export const docIn = <Doc>(docs: Folded, at: ViewKey): Doc | undefined => docs.get(nameOf(at)) as Doc | undefined;

const formIn = <D extends Docs, E extends Event>({ forms }: Projection<D, E>, name: string) =>
  forms?.[name.slice(0, name.indexOf(' '))];

const taken = <D extends Docs, E extends Event>(projection: Projection<D, E>, name: string, text: string): unknown => {
  const laid: unknown = JSON.parse(text);
  return formIn(projection, name)?.take(laid as never) ?? laid;
};

/** What was put last; a change that was not put is lost with the batch. */
const foldBatch = <D extends Docs, E extends Event>(
  projection: Projection<D, E>,
  batch: readonly Recorded<E>[],
  store: ReadonlyMap<string, string>,
): ReadonlyMap<string, unknown> => {
  const live = new Map<string, unknown>();
  const changed = new Map<string, unknown>();
  for (const event of batch) {
    const named = new Set(projection.keys(event).map(nameOf));
    for (const name of named)
      if (!live.has(name)) {
        const text = store.get(name);
        live.set(name, text === undefined ? undefined : taken(projection, name, text));
      }
    const write = (key: ViewKey, doc: unknown): void => {
      live.set(nameOf(key), doc);
      changed.set(nameOf(key), doc);
    };
    projection.evolve(
      {
        get: <V extends keyof D & string>(key: ViewKey<V>) => {
          if (!named.has(nameOf(key))) throw new Error(`${nameOf(key)} was not named by keys() for ${event.type}`);
          return live.get(nameOf(key)) as D[V] | undefined;
        },
        put: write,
        delete: (key) => write(key, undefined),
      },
      event,
    );
  }
  return changed;
};
