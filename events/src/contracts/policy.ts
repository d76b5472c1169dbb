import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { key } from './text.js';

/** A score policy: an immutable id and version, and those of its parameters that are not the defaults. */
export const PolicyName = z.object({
  id: z.string().regex(/^[a-z/-]{1,64}$/),
  version: z.number().int().min(1),
  parameters: z.record(z.string(), z.number()),
});
export type PolicyName = z.infer<typeof PolicyName>;

const which = { framework: key, replay: z.uuid() };

/**
 * Which score policy is in force in a framework, and what was tried before it was: one stream for a framework. A replay
 * reads everything that was known when it was started, under its policy and under the one in force then.
 */
export const PolicyEvents = eventFamily('policy', {
  ReplayStarted: {
    version: 1,
    data: z.object({ ...which, policy: PolicyName, against: PolicyName, cohort: key.nullable() }),
  },
  ReplayCompleted: { version: 1, data: z.object({ ...which, learners: z.number().int(), evidence: z.number().int() }) },
  ReplayCancelled: { version: 1, data: z.object(which) },
  ReplayDiscarded: { version: 1, data: z.object(which) },
  PolicyPublished: { version: 1, data: z.object({ ...which, policy: PolicyName, replaced: PolicyName }) },
});
export type PolicyEvent = EventOf<typeof PolicyEvents>;
