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
