import { placeFor, placeOf, rowOf, type Rows } from '../estimator/index.js';
import type { Entry } from '../evidence/piece.js';

/** Pieces of a skill that were not withdrawn. */
export interface SkillStanding {
  readonly evidence: number;
  /** Of these, the ones of a weight above 0: all but completions. */
  readonly teaching: number;
}

const AT = { EVIDENCE: 0, TEACHING: 1 } as const;
const NONE = rowOf(0, 0);

/** Of a skill that has entries, withdrawn ones as well. */
export const standingIn = (skills: Rows, skill: string): SkillStanding | undefined => {
  const from = placeOf(skills, skill, NONE.length);
  if (from < 0) return undefined;
  const number = (place: number): number => skills.numbers[from + place] ?? NaN;
  return { evidence: number(AT.EVIDENCE), teaching: number(AT.TEACHING) };
};

/** Whatever is withdrawn or corrected is scored evidence, and so was teaching; a correction changes no count. */
export const countIn = (skills: Rows, skill: string, entry: Entry): void => {
  const from = placeFor(skills, skill, NONE);
  const { numbers } = skills;
  const add = (place: number, more: number): void => {
    numbers[from + place] = (numbers[from + place] ?? NaN) + more;
  };
  if (entry.kind === 'withdrawal') {
    add(AT.EVIDENCE, -1);
    add(AT.TEACHING, -1);
  } else if (entry.replaces === undefined) {
    add(AT.EVIDENCE, 1);
    if (entry.kind !== 'completion') add(AT.TEACHING, 1);
  }
};
