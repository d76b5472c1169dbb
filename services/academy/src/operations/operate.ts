import { z } from 'zod';
import { rebuildViews } from './rebuild.js';
import { listSetAside } from './set-aside.js';
import { statusOf } from './status.js';
import type { Operated } from './stores.js';
import { verify } from './verify.js';

/** What an administrator does to a whole data folder, of every tenant. Each gives plain JSON. */
export const OPERATIONS = ['status', 'verify', 'rebuild', 'set-aside'] as const;
export type Operation = (typeof OPERATIONS)[number];
export type Operate = (operation: Operation, input: unknown) => Promise<unknown>;

const Name = z.enum(OPERATIONS);
const RebuildInput = z.object({ projection: z.string().optional(), replace: z.boolean().optional() });
const SetAsideInput = z.object({ projection: z.string(), after: z.string().optional() });

/** Undefined for a name that is none. */
export const operating =
  (operated: Operated) =>
  async (name: string, input: unknown): Promise<unknown> => {
    const operation = Name.safeParse(name).data;
    if (operation === undefined) return undefined;
    switch (operation) {
      case 'status':
        return statusOf(operated);
      case 'verify':
        return verify(operated);
      case 'rebuild':
        return rebuildViews(operated, RebuildInput.parse(input));
      case 'set-aside': {
        const { projection, after } = SetAsideInput.parse(input);
        return listSetAside(operated, projection, after);
      }
    }
  };
