import type { OverrideEvent, Recorded } from '@proficio/events';
import { isPart, type AsOf } from './as-of.js';
import type { OverrideAct, OverrideSet } from './documents.js';

/** Keeps what assessors decided of a learner's levels, each with its time. */
export const followOverride = (acts: OverrideAct[], event: Recorded<OverrideEvent>, knownAt: string): void => {
  const { domain, skill } = event.data;
  const { actor: by, occurredAt } = event.meta;
  const about = { domain, skill, by, occurredAt, knownAt };
  switch (event.type) {
    case 'LevelOverridden':
      return void acts.push({ act: 'set', ...about, level: event.data.level, reason: event.data.reason });
    case 'OverrideRevoked':
      return void acts.push({ act: 'revoked', ...about });
  }
};

/** The levels that assessors decide, by domain and by skill. */
export interface Overrides {
  readonly domains: ReadonlyMap<string, OverrideSet>;
  readonly skills: ReadonlyMap<string, OverrideSet>;
}

/**
 * The overrides as they stood. Of several acts about one skill or domain the last in the log counts, as when they were
 * decided: one that is taken down later with an earlier time is the newer decision, and holds from that time on.
 */
export const overridesAt = (acts: readonly OverrideAct[], asOf: AsOf | null): Overrides => {
  const domains = new Map<string, OverrideSet>();
  const skills = new Map<string, OverrideSet>();
  for (const act of acts) {
    if (!isPart(asOf, act)) continue;
    const [held, key] = act.skill === null ? [domains, act.domain ?? ''] : [skills, act.skill];
    if (act.act === 'set') held.set(key, act);
    else held.delete(key);
  }
  return { domains, skills };
};
