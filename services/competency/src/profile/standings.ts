import { placeFor, placeOf, rowOf, type Rows } from '../estimator/index.js';
import type { Entry } from '../evidence/piece.js';

/** Pieces of a skill that were not withdrawn. */
export interface SkillStanding {
  readonly evidence: number;
  /** Of these, the ones of a weight above 0: all but completions. */
  readonly teaching: number;
  /** There are withdrawals or corrections among the entries, so that reading must pair them. */
  readonly corrected: boolean;
}

const AT = { EVIDENCE: 0, TEACHING: 1, CORRECTED: 2 } as const;
const NONE = rowOf(0, 0, 0);

/** Of a skill that has entries, withdrawn ones as well. */
export const standingIn = (skills: Rows, skill: string): SkillStanding | undefined => {
  const from = placeOf(skills, skill, NONE.length);
  if (from < 0) return undefined;
  const number = (place: number): number => skills.numbers[from + place] ?? NaN;
  return { evidence: number(AT.EVIDENCE), teaching: number(AT.TEACHING), corrected: number(AT.CORRECTED) === 1 };
};

/**
 * Counts an entry, and gives whether it was a withdrawal. Whatever is withdrawn or corrected is scored evidence, and so
 * was teaching; a correction changes no count.
 */
export const countIn = (skills: Rows, skill: string, entry: Entry): boolean => {
  const from = placeFor(skills, skill, NONE);
  const { numbers } = skills;
  const add = (place: number, more: number): void => {
    numbers[from + place] = (numbers[from + place] ?? NaN) + more;
  };
  const isWithdrawal = entry.kind === 'withdrawal';
  if (isWithdrawal || entry.replaces !== undefined) numbers[from + AT.CORRECTED] = 1;
  if (isWithdrawal) {
    add(AT.EVIDENCE, -1);
    add(AT.TEACHING, -1);
  } else if (entry.replaces === undefined) {
    add(AT.EVIDENCE, 1);
    if (entry.kind !== 'completion') add(AT.TEACHING, 1);
  }
  return isWithdrawal;
};
