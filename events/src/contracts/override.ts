import { z } from 'zod';
import { eventFamily, type DecidedOf, type EventOf } from '../kernel/event-family.js';
import { personal } from '../kernel/personal.js';
import { key, personKey, text } from './text.js';

/** The learner's skill or domain, one of the two, whose level an assessor decides. */
const at = {
  override: z.uuid(),
  learner: personKey,
  framework: key,
  domain: key.nullable(),
  skill: key.nullable(),
};

/** A level that an assessor sets, and takes back. It is not evidence: what is computed stays beside it. */
export const OverrideEvents = eventFamily('override', {
  LevelOverridden: {
    version: 1,
    data: z.object({ ...at, level: z.number().int().min(0).max(50), reason: personal('learner', text(10_000)) }),
  },
  OverrideRevoked: { version: 1, data: z.object(at) },
});
export type OverrideEvent = EventOf<typeof OverrideEvents>;
export type DecidedOverrideEvent = DecidedOf<typeof OverrideEvents>;
