import type { Binary, Collection, Db, Document } from 'mongodb';
import type { Kept } from './kept.js';

/** The generations of one version of a projection's partition, each by its id, and which of them queries read. */
export interface Listed {
  readonly _id: string;
  readonly projection: string;
  readonly version: number;
  readonly partition: string;
  readonly active: number | null;
  readonly generations: Readonly<Record<string, string>>;
}

/** A batch that is being written: whoever finds it can finish it. */
export interface Redo {
  readonly position: bigint;
  readonly writes: Binary;
}

/** A moment that someone looks at, and the server's time when they were last seen to do so. */
export interface Look {
  readonly checkpoint: bigint;
  readonly at: Date;
}

/** What there is of a set beside its documents. */
export interface SetState {
  readonly _id: string;
  readonly checkpoint: bigint | null;
  readonly redo: Redo | null;
  /** Of all views, as JSON; and those that documents and indexes are known to fit. */
  readonly shapes: string;
  readonly prepared: string | null;
  readonly looks: Readonly<Record<string, Look>>;
  /** Only those who look at it are left. */
  readonly dropped: boolean;
}

/** A document as it was before it was written over, for one who looks at the moment before. */
export interface Before {
  readonly _id: string;
  readonly doc: string;
}

/** Where everything lies. A set made anew has a new id, and so no late writer of the old one ever finds it. */
export interface Places {
  readonly listed: Collection<Listed>;
  readonly sets: Collection<SetState>;
  readonly view: (set: string, view: string) => Collection<Kept>;
  readonly before: (set: string, look: string) => Collection<Before>;
  /**
   * The first that a pipeline over what is listed gives. A command of its own: the driver's cursor would try a second
   * time by itself, and cost twice as much of this process.
   */
  readonly first: (pipeline: readonly Document[]) => Promise<Document | undefined>;
  /** The server's own: a process's may be minutes off. */
  readonly now: () => Promise<Date>;
  /** Names of collections, each with the set and, of a look, its id. */
  readonly all: () => Promise<readonly { readonly name: string; readonly set: string; readonly look?: string }[]>;
  readonly make: (name: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

interface Answered {
  readonly cursor: { readonly firstBatch: readonly Document[] };
}

/** Texts are as this driver wrote them: to look through each character of them again is as long as all else of reading them. */
const READING = { useBigInt64: true, enableUtf8Validation: false } as const;

const LISTED = 'projections';
const VIEW = 'view';
const BEFORE = 'before';

export const placesIn = (db: Db): Places => ({
  listed: db.collection(LISTED),
  sets: db.collection('sets'),
  view: (set, view) => db.collection(`${VIEW}.${set}.${encodeURIComponent(view)}`),
  before: (set, look) => db.collection(`${BEFORE}.${set}.${look}`),
  first: async (pipeline) => {
    const command = { aggregate: LISTED, pipeline: [...pipeline], cursor: {} };
    const { cursor } = (await db.command(command, READING)) as Answered;
    return cursor.firstBatch[0];
  },
  now: async () => ((await db.command({ hello: 1 })) as { readonly localTime: Date }).localTime,
  all: async () => {
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    return collections.flatMap(({ name }) => {
      const [kind, set = '', look = ''] = name.split('.');
      return kind === VIEW ? [{ name, set }] : kind === BEFORE ? [{ name, set, look }] : [];
    });
  },
  make: async (name) => {
    await db.createCollection(name);
  },
  remove: async (name) => {
    await db.dropCollection(name).catch((error: unknown) => {
      if (!/ns not found/.test(String(error))) throw error;
    });
  },
});
