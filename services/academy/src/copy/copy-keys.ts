import { DESTROYED, type Key, type KeptKey, type MovableKeyStore } from '@proficio/events';

/** Keys by what became of them in the target. */
export interface CopiedKeys {
  readonly keys: number;
  readonly destroyed: number;
  /** Learners' keys that were left where they are. */
  readonly left: number;
}

/** The target has a key of its own for somebody; the message names whom. */
export class OtherKeyError extends Error {
  override readonly name = 'OtherKeyError';
}

/**
 * Reserved names first of all: without the house's key learners would have other ids, without a tenant's a repeated
 * command would be taken for another. And whoever was erased stays closed.
 */
const goes = ({ subject, key }: KeptKey, withLearners: boolean): boolean =>
  withLearners || subject.startsWith('#') || key === DESTROYED;

/** @throws OtherKeyError */
export const refuseOtherKeys = async (
  source: MovableKeyStore,
  target: MovableKeyStore,
  withLearners: boolean,
): Promise<void> => {
  for await (const chunk of source.all())
    for (const { tenant, subject, known, key } of await knownOf(chunk, target, withLearners))
      if (known !== undefined && known !== DESTROYED && key !== DESTROYED && !isSame(known, key))
        throw new OtherKeyError(
          `the target has another key for ${tenant} ${subject}: it was in use before; nothing was written`,
        );
};

/** What was destroyed here or there stays so. @throws OtherKeyError where a key did not arrive */
export const copyKeys = async (
  source: MovableKeyStore,
  target: MovableKeyStore,
  withLearners: boolean,
): Promise<CopiedKeys> => {
  const counts = { keys: 0, destroyed: 0, left: 0 };
  for await (const chunk of source.all()) {
    await target.adopt(chunk.filter((kept) => goes(kept, withLearners)));
    const known = await knownOf(chunk, target, withLearners);
    for (const one of known)
      if (one.known === DESTROYED) counts.destroyed++;
      else if (one.known !== undefined && one.key !== DESTROYED && isSame(one.known, one.key)) counts.keys++;
      else throw new OtherKeyError(`the key of ${one.tenant} ${one.subject} did not arrive`);
    counts.left += chunk.length - known.length;
  }
  return counts;
};

interface Known extends KeptKey {
  readonly known: Key | typeof DESTROYED | undefined;
}

/** Those that go, each with what the target has. */
const knownOf = async (
  chunk: readonly KeptKey[],
  target: MovableKeyStore,
  withLearners: boolean,
): Promise<readonly Known[]> => {
  const going = chunk.filter((kept) => goes(kept, withLearners));
  const tenants = [...new Set(going.map(({ tenant }) => tenant))];
  const known = await Promise.all(
    tenants.map(async (tenant) => {
      const kept = going.filter((one) => one.tenant === tenant);
      const subjects = kept.map(({ subject }) => subject);
      const found = await target.getMany(tenant, subjects);
      return kept.map((one) => ({ ...one, known: found.get(one.subject) }));
    }),
  );
  return known.flat();
};

const isSame = (one: Key, other: Key): boolean => Buffer.compare(one, other) === 0;
