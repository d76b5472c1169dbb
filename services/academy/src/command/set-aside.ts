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
  /** Services in processes of their own that told nothing: their projections are not among these. */
  unavailable: z.array(z.string()).optional(),
});

/** What is missing in the answer is a failure of the command, though the rest is told. */
export const tellUnavailable = ({ unavailable = [] }: z.infer<typeof Status>): void => {
  for (const service of unavailable) console.error(`${service}: UNAVAILABLE, does not answer now`);
  if (unavailable.length > 0) process.exitCode = 1;
};

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
  const status = Status.parse(await api.operate('status', {}));
  tellUnavailable(status);
  for (const { name: projection, setAside } of status.projections)
    for (let after: string | undefined | null = setAside > 0 ? undefined : null; after !== null;) {
      const page: z.infer<typeof Page> = Page.parse(await api.operate('set-aside', { projection, after }));
      for (const event of page.events)
        if (json) console.log(JSON.stringify({ projection, ...event }));
        else console.log(`${projection}: ${event.stream} ${event.revision} ${event.type}: ${event.reason}`);
      after = page.next;
    }
};
