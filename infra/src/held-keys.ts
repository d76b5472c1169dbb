import { BoundedMap, type DESTROYED, type Key, type MovableKeyStore } from '@proficio/events';

/** More tenants than one process serves at a time. */
const HELD = 10_000;

/**
 * The same keys, of which those with reserved names are read once: no command is digested and no caller named without
 * one, and nobody destroys them elsewhere. A learner's is asked for each time, so that an erasure counts at once.
 */
export const heldKeys = (keys: MovableKeyStore): MovableKeyStore => {
  const held = new BoundedMap<Promise<Key | typeof DESTROYED>>(HELD);
  const hold = (tenant: string, subject: string): Promise<Key | typeof DESTROYED> => {
    const asked = keys.ensure(tenant, subject);
    asked.catch(() => held.clear());
    return held.set(nameOf(tenant, subject), asked);
  };
  return {
    ensure: async (tenant, subject) => {
      if (!isReserved(subject)) return keys.ensure(tenant, subject);
      return ownCopy(await (held.get(nameOf(tenant, subject)) ?? hold(tenant, subject)));
    },
    getMany: (tenant, subjects) => keys.getMany(tenant, subjects),
    destroy: async (tenant, subject) => {
      await keys.destroy(tenant, subject);
      if (isReserved(subject)) held.clear();
    },
    all: () => keys.all(),
    adopt: async (others) => {
      await keys.adopt(others);
      held.clear();
    },
  };
};

const isReserved = (subject: string): boolean => subject.startsWith('#');
const nameOf = (tenant: string, subject: string): string => `${tenant} ${subject}`;

const ownCopy = (key: Key | typeof DESTROYED): Key | typeof DESTROYED =>
  typeof key === 'string' ? key : new Uint8Array(key);
