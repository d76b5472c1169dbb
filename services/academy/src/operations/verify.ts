import { categoryOf, type StoredEvent } from '@proficio/events';
import { ZodError } from 'zod';
import type { Operated } from './stores.js';

/** An event that this version cannot read as it should. */
export interface Unreadable {
  readonly stream: string;
  readonly revision: string;
  readonly type: string;
  readonly reason: string;
}

export interface Verified {
  readonly events: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly streams: number;
  readonly unreadable: readonly Unreadable[];
}

/**
 * Decodes the whole log with every schema checked, looks whether all that is personal is sealed and whether streams
 * count without a gap, and tells of streams that no family here reads.
 */
export const verify = async (
  { events, families, signal }: Operated,
  done: (events: number) => void = () => undefined,
): Promise<Verified> => {
  const byCategory = new Map(families.map((family) => [family.category, family]));
  const byType = new Map<string, number>();
  const revisions = new Map<string, bigint>();
  const unreadable: Unreadable[] = [];
  let count = 0;
  for await (const batch of events.readAll({ categories: 'all' })) {
    signal?.throwIfAborted();
    for (const event of batch.events) {
      const reason = gapBefore(event, revisions) ?? faultIn(event, byCategory.get(categoryOf(event.stream)));
      if (reason !== undefined) unreadable.push(found(event, reason));
      byType.set(event.type, (byType.get(event.type) ?? 0) + 1);
    }
    count += batch.events.length;
    done(count);
  }
  const counts = Object.fromEntries([...byType].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { events: count, byType: counts, streams: revisions.size, unreadable };
};

const found = ({ stream, revision, type }: StoredEvent, reason: string): Unreadable => ({
  stream,
  revision: String(revision),
  type,
  reason,
});

const gapBefore = ({ stream, revision }: StoredEvent, revisions: Map<string, bigint>): string | undefined => {
  const expected = (revisions.get(stream) ?? -1n) + 1n;
  revisions.set(stream, revision);
  return revision === expected ? undefined : `revision ${expected} is missing before it`;
};

const faultIn = (event: StoredEvent, family: Operated['families'][number] | undefined): string | undefined => {
  if (!family) return `no service here knows ${categoryOf(event.stream)}`;
  try {
    family.decodeStrictly(event);
    return undefined;
  } catch (error) {
    if (error instanceof ZodError)
      return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return error instanceof Error ? error.message : String(error);
  }
};
