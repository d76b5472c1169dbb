import type { ViewReader } from '@proficio/events';
import type { Entry } from '../evidence/piece.js';
import { chunkKey, skillKey, type LearnerDoc, type ProfileDocs, type SkillDoc } from './documents.js';

/** A learner in a framework. */
export interface Whose {
  readonly tenant: string;
  readonly learner: string;
  readonly framework: string;
}
type Held = readonly [skill: string, key: string, doc: SkillDoc];

/**
 * Everything that is kept of a learner's skills, as it was when the learner's document was written: in one read, and one
 * more where there are full chunks. What came later is left out, so that a profile is never torn.
 */
export const readEntries = async (
  reader: ViewReader<ProfileDocs>,
  { tenant, learner, framework }: Whose,
  doc: LearnerDoc,
): Promise<ReadonlyMap<string, readonly Entry[]>> => {
  const skills = Object.keys(doc.skills);
  const keys = skills.map((skill) => skillKey(learner, framework, skill));
  const docs = await reader.getMany('skill', tenant, keys);
  const held = skills.flatMap((skill, index): readonly Held[] => {
    const newest = docs[index];
    return newest ? [[skill, keys[index] ?? '', newest]] : [];
  });
  const older = await readChunks(reader, tenant, held);
  return new Map(
    held.map(([skill, key, { entries }]) => {
      const before = older.get(key);
      return [skill, upTo(doc.position, before ? [...before, ...entries] : entries)] as const;
    }),
  );
};

/** Chunks are numbered by the skill's own document: one that filled up since it was read is still whole in it. */
const readChunks = async (
  reader: ViewReader<ProfileDocs>,
  tenant: string,
  held: readonly Held[],
): Promise<ReadonlyMap<string, readonly Entry[]>> => {
  const wanted = held.flatMap(([, skill, { chunks }]) =>
    Array.from({ length: chunks }, (_, chunk) => ({ skill, key: chunkKey(skill, chunk) })),
  );
  if (wanted.length === 0) return new Map();
  const docs = await reader.getMany(
    'chunk',
    tenant,
    wanted.map(({ key }) => key),
  );
  const older = new Map<string, Entry[]>();
  wanted.forEach(({ skill }, index) => {
    const entries = older.get(skill) ?? [];
    for (const entry of docs[index]?.entries ?? []) entries.push(entry);
    older.set(skill, entries);
  });
  return older;
};

/** Entries are in log order, so that looking at the last one is enough when nothing came since. */
const upTo = (position: string, entries: readonly Entry[]): readonly Entry[] => {
  const last = entries[entries.length - 1];
  if (!last || !isBeyond(last.position, position)) return entries;
  return entries.filter((entry) => !isBeyond(entry.position, position));
};

/** Positions are decimal texts of any length without leading zeros. */
export const isBeyond = (a: string, b: string): boolean => (a.length === b.length ? a > b : a.length > b.length);
