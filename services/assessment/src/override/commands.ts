import { z } from 'zod';
import { key, personKey, text, type Command, type Informed } from '@proficio/events';
import { orNull } from '../flat-input.js';
import type { Published } from '../publication/published.js';

const where = { learner: personKey, framework: key, skill: orNull(key), domain: orNull(key) };
const isOne = ({ skill, domain }: { readonly skill: string | null; readonly domain: string | null }): boolean =>
  (skill === null) !== (domain === null);
const ONE = { path: ['skill'], error: 'must be given, or else a domain' };

export const OverrideLevel = z
  .object({ ...where, level: z.number().int().min(0).max(50), reason: text(10_000) })
  .refine(isOne, ONE);
export type OverrideLevel = z.infer<typeof OverrideLevel>;
export const RevokeOverride = z.object(where).refine(isOne, ONE);
export type RevokeOverride = z.infer<typeof RevokeOverride>;

/** `override` is the id of the stream, made from the learner, the framework, and the skill or domain. */
interface Stream {
  readonly override: string;
}

export type OverrideCommand =
  | Informed<
      Command<'OverrideLevel', OverrideLevel & Stream>,
      {
        /** Whether anybody but themselves can know of the learner. */
        readonly known: boolean;
        readonly published: Published;
      }
    >
  | Command<'RevokeOverride', RevokeOverride & Stream>;
