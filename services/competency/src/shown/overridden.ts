import type { Sealed } from '@proficio/events';
import type { OverrideSet } from '../profile/documents.js';
import type { Framework } from '../publication/prepared.js';

/** An override as a version of the framework shows it. */
export interface ShownOverride {
  readonly level: number;
  readonly band: string;
  readonly reason: Sealed<string>;
  readonly setAt: string;
  readonly setBy: string;
}

/**
 * Levels are numbers of a version. Where the learner's version has fewer than the one that the assessor went by, its
 * highest is meant. A skill or domain that it does not have is not shown, and so neither is its override, which is kept.
 */
export const shownOverride = (
  { level: set, reason, by, occurredAt }: OverrideSet,
  { cuts, bands }: Framework,
): ShownOverride => {
  const level = Math.min(set, cuts.length);
  return { level, band: bands[level]?.key ?? '', reason, setAt: occurredAt, setBy: by };
};
