import type { Met } from './correction.js';
import { read, type Row } from './rows.js';
import { skillBase, type Meeting, type SkillBase } from './meeting.js';
import { step, type Fact } from './step.js';
import { SKILL, type OwnRows } from './terms.js';

/**
 * What a piece of evidence keeps of the shared terms, for ever: seven numbers. With them its learner's own terms can be
 * folded again at any time, in any order, without a look at what others did since.
 *
 * Before the step, and so the same for every skill of one fact: 0 ease (constant and skills), 1 practice, 2 item, 3 the
 * variance of all three. After it, of this piece's skill: 4 ease, 5 practice, 6 the variance of both.
 */
export type Reading = Readonly<Row>;

/** One fact taught to the running state. `readings` are in the order of the meeting's skills. */
export interface Taught {
  /** The outcome that was expected before it was known. */
  readonly expected: number;
  readonly readings: readonly Reading[];
}

/** A step, and the bases that it leaves: written to the learner's own rows, and given to be kept with the evidence. */
export const teach = (meeting: Meeting, fact: Fact): Taught => {
  const { expected, met } = step(meeting, fact);
  const readings = meeting.skills.map((skill): Reading => {
    const base = skillBase(meeting, skill);
    keepBase(meeting.own, skill.from, base);
    return [met.ease, met.practice, met.item, met.variance, base.ease, base.practice, base.variance];
  });
  return { expected, readings };
};

export const keepBase = ({ skills: { numbers } }: OwnRows, from: number, base: SkillBase): void => {
  numbers[from + SKILL.EASE] = base.ease;
  numbers[from + SKILL.PRACTICE] = base.practice;
  numbers[from + SKILL.BASE_VARIANCE] = base.variance;
};

export const metIn = (reading: Reading): Met => ({
  ease: read(reading, 0),
  practice: read(reading, 1),
  item: read(reading, 2),
  variance: read(reading, 3),
});
export const baseIn = (reading: Reading): SkillBase => ({
  ease: read(reading, 4),
  practice: read(reading, 5),
  variance: read(reading, 6),
});
