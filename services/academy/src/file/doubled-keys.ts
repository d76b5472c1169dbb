import { z } from 'zod';
import { repeated } from '@proficio/curriculum/rules';
import type { Beyond } from './document.js';

/** Entries of a list whose key an earlier one has: the later would silently take the earlier one's place. */
export const doubledKeys =
  (list: string): Beyond =>
  (content) => {
    const Keyed = z.object({ key: z.string() }).catch({ key: '' });
    const { data } = z.record(z.string(), z.unknown()).safeParse(content);
    const entries = z.array(Keyed).catch([]).parse(data?.[list]);
    return repeated(
      entries.map(({ key }) => key),
      (index) => `${list}.${index}.key`,
    );
  };
