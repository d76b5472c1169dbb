import type { Kept } from './kept.js';
import { docOf } from './documents.js';

interface Parsed {
  readonly pos: bigint;
  readonly doc: unknown;
  readonly weight: number;
}

/** Characters of the documents that are kept: parsed, they take some four bytes for each. */
const MOST = 12 * 1024 * 1024;

/** One that is heavier than so small a part of the room would drive out too many. */
const FEW = 8;

/**
 * Documents of sets, parsed and frozen, the last ones used. A document never changes without its position: each write
 * replaces only an older one. So what was parsed of the same document, of the same set's collection, at the same position
 * is what would be parsed now.
 */
export class ParsedDocuments {
  private readonly known = new Map<string, Parsed>();
  private weight = 0;
  constructor(private readonly most = MOST) {}

  of(collection: string, kept: Pick<Kept, '_id' | 'pos' | 'doc'>): unknown {
    const { _id, pos, doc: text } = kept;
    if (text === undefined) return undefined;
    if (text.length > this.most / FEW) return docOf(kept);
    const name = `${collection}\0${_id}`;
    const found = this.known.get(name);
    this.forget(name);
    return this.keep(name, found?.pos === pos ? found : { pos, doc: frozen(docOf(kept)), weight: text.length });
  }

  private keep(name: string, parsed: Parsed): unknown {
    this.known.set(name, parsed);
    this.weight += parsed.weight;
    for (const oldest of this.known.keys()) {
      if (this.weight <= this.most) break;
      this.forget(oldest);
    }
    return parsed.doc;
  }

  private forget(name: string): void {
    this.weight -= this.known.get(name)?.weight ?? 0;
    this.known.delete(name);
  }
}

const frozen = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  for (const one of Object.values(value)) frozen(one);
  return Object.freeze(value);
};
