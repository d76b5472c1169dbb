/** Index name to the document's fields it sorts by. A field is a top-level property: string, finite number or null. */
export type Indexes = Readonly<Record<string, readonly string[]>>;

/** One projection's views as one generation of one partition; a rebuild fills a new generation beside the live one. */
export interface ViewSet {
  readonly projection: string;
  readonly version: number;
  readonly partition: string;
  readonly generation: number;
}
/** Of the same projection, version and partition, whatever their generation. */
export const isSameVersion = (a: Omit<ViewSet, 'generation'>, b: Omit<ViewSet, 'generation'>): boolean =>
  a.projection === b.projection && a.version === b.version && a.partition === b.partition;

/** A projection's views by name, each with its declared indexes. */
export type ViewShapes = Readonly<Record<string, Indexes>>;

export interface ViewKey<View extends string = string> {
  readonly view: View;
  readonly tenant: string;
  readonly key: string;
}
export interface Put extends ViewKey {
  readonly doc: unknown;
}

/** Everything one batch of events changes, and the checkpoint it moves: all of it or nothing. */
export interface Commit {
  readonly set: ViewSet;
  /** The checkpoint the writer believes in; undefined before the first commit. */
  readonly expected: bigint | undefined;
  readonly position: bigint;
  readonly puts: readonly Put[];
  readonly deletes: readonly ViewKey[];
}

type Scalar = string | number | null;

export interface PageQuery {
  readonly view: string;
  readonly tenant: string;
  readonly index: string;
  /** Values of a prefix of the index's fields. */
  readonly equals: Readonly<Record<string, Scalar>>;
  /** Bounds of the field after that prefix: `from` inclusive, `to` exclusive. */
  readonly range?: { readonly from?: Scalar; readonly to?: Scalar };
  readonly first: number;
  /** Cursor of the entry to start after. */
  readonly after?: string | undefined;
  readonly descending?: boolean;
}

export interface PageEntry<View = unknown> {
  readonly key: string;
  readonly doc: View;
  readonly cursor: string;
}
export interface Page<View = unknown> {
  readonly entries: readonly PageEntry<View>[];
  readonly hasNextPage: boolean;
}

/** All documents of a set by view, tenant and key, in chunks, and the checkpoint that they go with. */
export interface Seen {
  readonly checkpoint: bigint | undefined;
  readonly chunks: AsyncIterable<readonly Put[]>;
}

/** Documents of one view and tenant, in whatever generation of the version is active. */
export interface LiveDocuments {
  readonly of: Omit<ViewSet, 'generation'>;
  readonly view: string;
  readonly tenant: string;
  readonly keys: readonly string[];
}
export interface LivePage {
  readonly of: Omit<ViewSet, 'generation'>;
  readonly page: PageQuery;
}

/** What was asked for, in the same order; a document that is not there is undefined. */
export interface Live {
  readonly documents: readonly (readonly unknown[])[];
  readonly pages: readonly Page[];
}

export interface ViewStore {
  /** Makes the set's views and indexes where missing. Idempotent. */
  create(set: ViewSet, shapes: ViewShapes): Promise<void>;
  /** The generation that queries read, or undefined before the first was activated. */
  active(set: Omit<ViewSet, 'generation'>): Promise<number | undefined>;
  /** Makes the set's generation the one queries read. @throws ConflictError when `expected` is not the active one */
  activate(set: ViewSet, expected: number | undefined): Promise<void>;
  /** Removes a generation that is not active, with its checkpoint. Idempotent. */
  drop(set: ViewSet): Promise<void>;
  /** Removes all generations of a version that no projection has any more, the active one last. Idempotent. */
  discard(version: Omit<ViewSet, 'generation'>): Promise<void>;
  /** Every set the store holds, in no order. */
  sets(): Promise<readonly ViewSet[]>;

  checkpoint(set: ViewSet): Promise<bigint | undefined>;
  /**
   * Moves views, indexes and checkpoint together, by compare-and-swap on the checkpoint.
   * @throws ConflictError when the checkpoint is not `expected`; CommitTooLargeError past the adapter's limit;
   * UnfitDocumentError when a document is no JSON, or an indexed field of it nothing that can be sorted by
   */
  commit(commit: Commit): Promise<void>;

  get(set: ViewSet, key: ViewKey): Promise<unknown>;
  /** Documents in the order of the keys, undefined where there is none. */
  getMany(set: ViewSet, keys: readonly ViewKey[]): Promise<readonly unknown[]>;
  /** Sorted by the index's remaining fields (numbers by value, text by bytes, null first), then by key. @throws BadCursorError */
  page(set: ViewSet, query: PageQuery): Promise<Page>;
  /**
   * Reads from active generations: everything of one version from the same one, which was active when it was read. What
   * comes later in the order given, pages after documents, is as new as what comes before it or newer, of views in the
   * order of their declaration also while a batch is written. A document that is frozen is the very same object as long
   * as it stands as it is; nobody may change it, nor what was made of it.
   * @throws NoGenerationError
   */
  live(documents: readonly LiveDocuments[], pages: readonly LivePage[]): Promise<Live>;
  /** Shows a set as it is at one moment, whatever is committed meanwhile: for hashes and exports, not for queries. */
  scan<T>(set: ViewSet, look: (seen: Seen) => Promise<T>): Promise<T>;
}

/** The batch must be cut into smaller ones between events. */
export class CommitTooLargeError extends Error {
  override readonly name = 'CommitTooLargeError';
}
export class UnfitDocumentError extends Error {
  override readonly name = 'UnfitDocumentError';
}
export class BadCursorError extends Error {
  override readonly name = 'BadCursorError';
}
/** Nothing is live of a version. */
export class NoGenerationError extends Error {
  override readonly name = 'NoGenerationError';
  constructor({ projection, version }: Pick<ViewSet, 'projection' | 'version'>) {
    super(`${projection}@${version} has no active generation`);
  }
}
