import type { Entry } from '../evidence/piece.js';
import { fileBySkill } from '../evidence/lines.js';
import type { ChunkDoc, LearnerDoc, RecentDoc } from './documents.js';
import type { Held } from './known.js';

/**
 * Everything that is kept of a learner's skills, as it was when the learner's document was written: in the newest entries
 * that were read with it or after it, and one read more where there are full chunks. What came later is left out, so that
 * a profile is never torn. The very same documents give what they gave before, with all that was worked out from it.
 */
export const readHeld = async (
  readChunks: (count: number) => Promise<readonly (ChunkDoc | undefined)[]>,
  learner: LearnerDoc,
  recent: RecentDoc,
): Promise<Held> => {
  // Chunks are numbered by the newest entries' own document: one that filled up since it was read is still whole in it.
  const older = await readChunks(recent.chunks);
  const last = lately.get(recent);
  const isSame = last?.held.learner === learner && older.every((doc, chunk) => doc && doc === last.older[chunk]);
  if (last && isSame) return last.held;
  const held = { learner, entries: entriesIn(learner, [...older, recent]) };
  lately.set(recent, { older, held });
  return held;
};

const lately = new WeakMap<RecentDoc, { readonly older: readonly (ChunkDoc | undefined)[]; readonly held: Held }>();

const entriesIn = (
  { skills, position }: LearnerDoc,
  docs: readonly (ChunkDoc | undefined)[],
): ReadonlyMap<string, readonly Entry[]> => {
  const bySkill = new Map(skills.keys.map((skill) => [skill, new Array<Entry>()]));
  for (const doc of docs) if (doc) fileBySkill(doc.entries, bySkill);
  return new Map([...bySkill].map(([skill, entries]) => [skill, upTo(position, entries)]));
};

/** Entries are in log order, so that looking at the last one is enough when nothing came since. */
const upTo = (position: string, entries: readonly Entry[]): readonly Entry[] => {
  const last = entries[entries.length - 1];
  if (!last || !isBeyond(last.position, position)) return entries;
  return entries.filter((entry) => !isBeyond(entry.position, position));
};

/** Positions are decimal texts of any length without leading zeros. */
export const isBeyond = (a: string, b: string): boolean => (a.length === b.length ? a > b : a.length > b.length);
