import { placeOf, read } from './rows.js';
import { refolding, type CountedPiece, type Refolded } from './refold.js';
import { metIn } from './teach.js';
import { MEAN, SKILL, SKILL_WIDTH, type OwnTerms } from './terms.js';

export type Cause = 'learner' | 'learner-skill' | 'practice' | 'ease' | 'item';

/** What each part of the sum is, in words that a learner can read. */
export const WORDS: Readonly<Record<Cause, string>> = {
  learner: 'You in general',
  'learner-skill': 'You in this skill',
  practice: 'Your recent practice',
  ease: 'How easy or hard this skill is for everyone',
  item: 'How easy or hard this very question is, and what you did on it before',
};

export interface Contribution {
  readonly cause: Cause;
  /** On the logit. */
  readonly value: number;
}

/** Why a skill stands where it does: contributions that add up to the mean of its estimate. Null without evidence. */
export const explainSkill = (own: OwnTerms, skill: string): readonly Contribution[] | null => {
  const from = placeOf(own.skills, skill, SKILL_WIDTH);
  if (from < 0) return null;
  const { numbers } = own.skills;
  return [
    { cause: 'learner', value: read(own.learner, MEAN) },
    { cause: 'learner-skill', value: read(numbers, from + MEAN) },
    { cause: 'practice', value: read(numbers, from + SKILL.PRACTICE) },
    { cause: 'ease', value: read(numbers, from + SKILL.EASE) },
  ];
};

/** What one fact of the learner did to one skill's estimate, on the logit. */
export interface Move {
  readonly eventId: string;
  readonly item: string | null;
  readonly at: number;
  readonly position: bigint;
  readonly outcome: number;
  /** What was expected, and why: contributions that add up to the logit behind it. */
  readonly expected: number;
  readonly because: readonly Contribution[];
  /** How far the learner's own terms moved, and how far the base did, since it was read anew. */
  readonly own: number;
  readonly base: number;
  /** Where the estimate stood afterwards; before the skill has evidence, where the learner in general did. */
  readonly mean: number;
}

/**
 * What moved a skill's estimate, fact by fact in the order of evidence, given all the learner's pieces in the framework:
 * evidence on other skills moves `learner`, and so every skill. All `own` and `base` together add up to the mean. Until
 * the skill has evidence of its own, its base is 0.
 */
export const movesOf = (pieces: Iterable<CountedPiece>, skill: string): readonly Move[] => {
  const moves: Move[] = [];
  let before = { own: 0, base: 0 };
  for (const folded of refolding(pieces)) {
    const after = standOf(folded.own, skill);
    const { eventId, item, at, position, outcome } = folded.pieces[0];
    moves.push({
      ...{ eventId, item, at, position, outcome },
      ...{ expected: folded.correction.expected, because: becauseOf(folded) },
      ...{ own: after.own - before.own, base: after.base - before.base },
      mean: after.base + after.own,
    });
    before = after;
  }
  return moves;
};

const standOf = ({ learner, skills }: OwnTerms, skill: string): { readonly own: number; readonly base: number } => {
  const from = placeOf(skills, skill, SKILL_WIDTH);
  if (from < 0) return { own: read(learner, MEAN), base: 0 };
  const { numbers } = skills;
  const base = read(numbers, from + SKILL.EASE) + read(numbers, from + SKILL.PRACTICE);
  return { own: read(learner, MEAN) + read(numbers, from + MEAN), base };
};

const becauseOf = ({ pieces: [{ reading }], correction }: Refolded): readonly Contribution[] => {
  const { ease, practice, item } = metIn(reading);
  return [
    { cause: 'learner', value: correction.learner },
    { cause: 'learner-skill', value: correction.learnerSkill },
    { cause: 'practice', value: practice },
    { cause: 'ease', value: ease },
    { cause: 'item', value: item },
  ];
};
