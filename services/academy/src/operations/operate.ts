import { z } from 'zod';
import { rebuildViews } from './rebuild.js';
import { listSetAside } from './set-aside.js';
import { countEvents, standings, statusOf } from './status.js';
import type { Operated } from './stores.js';
import { verify } from './verify.js';

/**
 * What an operator does to a log and its views, of every tenant. Each gives plain JSON. `events` and `projections` are the
 * two halves of `status`.
 */
export const OPERATIONS = ['status', 'events', 'projections', 'verify', 'rebuild', 'set-aside'] as const;
export type Operation = (typeof OPERATIONS)[number];
export type Operate = (operation: Operation, input: unknown) => Promise<unknown>;

/** Undefined for a name that is none. */
export const operationNamed = (name: string): Operation | undefined => z.enum(OPERATIONS).safeParse(name).data;
export const RebuildInput = z.object({ projection: z.string().optional(), replace: z.boolean().optional() });
export const SetAsideInput = z.object({ projection: z.string(), after: z.string().optional() });

/** Undefined for a name that is none. */
export const operating =
  (operated: Operated) =>
  async (name: string, input: unknown): Promise<unknown> => {
    const operation = operationNamed(name);
    if (operation === undefined) return undefined;
    switch (operation) {
      case 'status':
        return statusOf(operated);
      case 'events':
        return countEvents(operated);
      case 'projections':
        return standings(operated);
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
