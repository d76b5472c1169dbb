import fc from 'fast-check';
import type { Recorded } from '@proficio/events';
import { ADA, BOB, docIn, META, recorded, TENANT, type Circumstances, type Folded } from '@proficio/tests';
import type { FactEvent } from '../evidence/evidence-of.js';
import { fileBySkill } from '../evidence/lines.js';
import type { Entry } from '../evidence/piece.js';
import { criterion, factsOf, FRAMEWORK } from '../facts.sample.js';
import { chunkAt, learnerAt, recentAt, type ChunkDoc, type LearnerDoc, type RecentDoc } from './documents.js';
import type { Held } from './known.js';
import { profile } from './profile.js';

export type Told = FactEvent & Circumstances;
export const SKILLS = ['s', 't', 'u'];

/** One fact of an academy's day; `which` picks an earlier fact to correct or to withdraw. */
interface Deed {
  readonly kind:
    | 'result'
    | 'answer'
    | 'rating'
    | 'correction'
    | 'withdrawal'
    | 'completion'
    | 'review'
    | 'enrolment'
    | 'override'
    | 'revocation';
  readonly learner: string;
  readonly skill: string;
  readonly outcome: number;
  readonly day: number;
  readonly which: number;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom<Deed['kind']>(
    'result',
    'result',
    'answer',
    'rating',
    'correction',
    'withdrawal',
    'completion',
    'review',
    'enrolment',
    'override',
    'revocation',
  ),
  learner: fc.constantFrom(ADA, BOB),
  skill: fc.constantFrom(...SKILLS),
  outcome: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
  day: fc.integer({ min: 1, max: 28 }),
  which: fc.nat(50),
});

/** Half of the time the skill, else the domain of that name. */
const overridable = ({ skill, outcome }: Deed) => (outcome < 0.5 ? { skill } : { domain: skill });

const occurred = (day: number) => ({ occurredAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z` });

/** The log of what they did. Each result is corrected or withdrawn by the id of what stands for it now, as services do. */
const logOf = (deeds: readonly Deed[]): readonly Told[] => {
  const standing: { id: string; skill: string; learner: string }[] = [];
  return deeds.flatMap((deed, index): Told[] => {
    const { kind, learner, skill, outcome, day, which } = deed;
    const id = `e${index}`;
    const facts = factsOf(learner);
    const told = (event: FactEvent): Told[] => [{ ...event, id, meta: occurred(day) }];
    const earlier = standing[which % Math.max(1, standing.length)];
    switch (kind) {
      case 'result':
        standing.push({ id, skill, learner });
        return told(facts.result(skill, outcome));
      case 'answer':
        return told(facts.answered(skill, outcome));
      case 'rating':
        return told(facts.rated(skill, outcome > 0.5));
      case 'completion':
        return told(facts.completed('read', skill));
      case 'review':
        return told(facts.reviewed('write', {}, criterion(skill, outcome), criterion('s', outcome, 'r/2')));
      case 'enrolment':
        return told(facts.enrolled(1));
      case 'override':
        return told(facts.overridden(overridable(deed), which % 4, id));
      case 'revocation':
        return told(facts.revoked(overridable(deed)));
      case 'correction':
        if (!earlier) return [];
        standing.splice(standing.indexOf(earlier), 1, { ...earlier, id });
        return [{ ...factsOf(earlier.learner).correction(earlier.id, earlier.skill, outcome), id }];
      case 'withdrawal':
        if (!earlier) return [];
        standing.splice(standing.indexOf(earlier), 1);
        return [{ ...factsOf(earlier.learner).withdrawal(earlier.id, earlier.skill), id }];
    }
  });
};
export const recordedIn = (log: readonly Told[]): readonly Recorded<FactEvent>[] =>
  log.map((event, index) => {
    const meta = { ...event.meta, recordedAt: minute(index) };
    return recorded<FactEvent>(profile.from, { ...event, meta }, index);
  });

/** When the n-th fact of a log was taken down: all of them later than they happened. */
export const minute = (n: number): string =>
  new Date(Date.parse(META.recordedAt) + n * 60_000 + 40 * 86_400_000).toISOString();
/** Logs of what two learners did, in no order of time. */
export const logs = fc.array(deed, { maxLength: 60 }).map(logOf);

/** What a reader of the views gets of a learner. */
export const heldOf = (docs: Folded, learner: string): Held => ({
  learner: docIn<LearnerDoc>(docs, learnerAt(TENANT, learner, FRAMEWORK)),
  entries: entriesIn(docs, learner),
});

/** By skill. */
export const entriesIn = (docs: Folded, learner: string): ReadonlyMap<string, readonly Entry[]> => {
  const bySkill = new Map(SKILLS.map((skill) => [skill, new Array<Entry>()]));
  const recent = docIn<RecentDoc>(docs, recentAt(TENANT, learner, FRAMEWORK));
  for (let chunk = 0; chunk < (recent?.chunks ?? 0); chunk++) {
    const doc = docIn<ChunkDoc>(docs, chunkAt(TENANT, learner, FRAMEWORK, chunk));
    if (doc) fileBySkill(doc.entries, bySkill);
  }
  if (recent) fileBySkill(recent.entries, bySkill);
  return bySkill;
};
