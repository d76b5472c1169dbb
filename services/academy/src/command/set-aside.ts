import { z } from 'zod';
import type { Opened } from '../api/open.js';

export const Status = z.object({
  events: z.number(),
  projections: z.array(
    z.object({
      name: z.string(),
      position: z.string().nullable(),
      lag: z.number(),
      setAside: z.number(),
      hash: z.string().nullable(),
    }),
  ),
});
const Page = z.object({
  events: z.array(
    z.object({
      tenant: z.string(),
      learner: z.string().nullable(),
      stream: z.string(),
      revision: z.string(),
      position: z.string(),
      event: z.string(),
      type: z.string(),
      reason: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

/** One event a line, as JSON or in words. */
export const listSetAside = async (api: Opened, json: boolean): Promise<void> => {
  const { projections } = Status.parse(await api.operate('status', {}));
  for (const { name: projection, setAside } of projections)
    for (let after: string | undefined | null = setAside > 0 ? undefined : null; after !== null;) {
      const page: z.infer<typeof Page> = Page.parse(await api.operate('set-aside', { projection, after }));
      for (const event of page.events)
        if (json) console.log(JSON.stringify({ projection, ...event }));
        else console.log(`${projection}: ${event.stream} ${event.revision} ${event.type}: ${event.reason}`);
      after = page.next;
    }
};
