import type { KeyStore } from '@proficio/events';

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
