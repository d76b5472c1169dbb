import type { KeyStore } from '@proficio/events';

/**
 * The same keys, for one call of many rows: those of the house and of the tenant, whose names start with `#`, are read
 * once, since they are never destroyed. Learners' keys are always asked for, so that an erasure counts at once.
 */
export const heldKeys = (keys: KeyStore): KeyStore => {
  const held = new Map<string, ReturnType<KeyStore['ensure']>>();
  return {
    ensure: (tenant, subject) => {
      if (!subject.startsWith('#')) return keys.ensure(tenant, subject);
      const name = `${tenant} ${subject}`;
      const key = held.get(name) ?? keys.ensure(tenant, subject);
      held.set(name, key);
      return key;
    },
    getMany: (tenant, subjects) => keys.getMany(tenant, subjects),
    destroy: (tenant, subject) => keys.destroy(tenant, subject),
  };
};

/** The same keys, for rows that are taken at once: whether their learners were erased is asked once, for all of them. */
export const askedTogether = async (keys: KeyStore, tenant: string, learners: readonly string[]): Promise<KeyStore> => {
  const asked = new Set(learners);
  const found = await keys.getMany(tenant, [...asked]);
  return {
    ensure: (of, subject) => keys.ensure(of, subject),
    getMany: async (of, subjects) =>
      of === tenant && subjects.every((subject) => asked.has(subject)) ? found : keys.getMany(of, subjects),
    destroy: (of, subject) => keys.destroy(of, subject),
  };
};
