import { z } from 'zod';
import { fraction, key } from './text.js';

/** A skill that one fact tells about, with its share; the shares of one framework sum to 1. */
export const Binding = z.object({
  framework: key,
  skill: key,
  share: fraction.refine((share) => share > 0, 'must be above 0'),
});
export type Binding = z.infer<typeof Binding>;
export const Bindings = z.array(Binding).min(1).max(20);

export const EVIDENCE_KINDS = [
  'scored-item',
  'graded-score',
  'rubric',
  'self-rating',
  'recognised-prior',
  'completion',
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;
