import { z } from 'zod';
import { eventFamily, type EventOf } from '../kernel/event-family.js';
import { key, optionalText, text } from './text.js';

/** A level (a number, 1 the lowest) asked of a whole domain or of one skill. */
export const Target = z.object({
  framework: key,
  domain: key.nullable(),
  skill: key.nullable(),
  level: z.number().int().min(0).max(50),
});
export type Target = z.infer<typeof Target>;

/** Target profile of a role, over one or several frameworks. */
export const RoleContent = z.object({
  title: text(200),
  description: optionalText(10_000),
  targets: z.array(Target).min(1).max(2000),
});
export type RoleContent = z.infer<typeof RoleContent>;

export const RoleEvents = eventFamily('role', {
  RoleDrafted: { version: 1, data: z.object({ role: key, content: RoleContent }) },
  RoleSubmitted: { version: 1, data: z.object({ role: key }) },
  RoleReviewed: { version: 1, data: z.object({ role: key, approved: z.boolean(), note: optionalText(5000) }) },
  RolePublished: { version: 1, data: z.object({ role: key, version: z.number().int().min(1), content: RoleContent }) },
});
export type RoleEvent = EventOf<typeof RoleEvents>;
