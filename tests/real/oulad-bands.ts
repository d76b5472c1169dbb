import { ouladFramework } from './oulad.js';
import { scoresOf, type OuladResult } from './oulad-results.js';

/** One score of at least one, oldest first. */
export type Rule = (scores: readonly number[]) => number;

/** A student whom a change of rule moves in one place. */
export interface Moved {
  readonly student: string;
  /** `domain/aaa` or `skill/aaa-tma`. */
  readonly place: string;
  readonly from: string;
  readonly to: string;
}
export interface Change {
  /** How many stand in the one band before and in the other, or the same, after: by `place: band to band`. */
  readonly tallies: ReadonlyMap<string, number>;
  readonly moves: readonly Moved[];
}

/** What a change of rule does to each student of whom there is evidence: computed from the file, not by the product. */
export const changeOf = (results: readonly OuladResult[], before: Rule, after: Rule): Change => {
  const tallies = new Map<string, number>();
  const moves: Moved[] = [];
  const bandsUnder = bandsIn();
  for (const [student, own] of byStudent(results)) {
    const then = bandsUnder(after, own);
    for (const [place, from] of bandsUnder(before, own)) {
      const to = then.get(place) ?? '';
      const name = `${place}: ${from} to ${to}`;
      tallies.set(name, (tallies.get(name) ?? 0) + 1);
      if (from !== to) moves.push({ student, place, from, to });
    }
  }
  return { tallies, moves };
};

const byStudent = (results: readonly OuladResult[]): ReadonlyMap<string, readonly OuladResult[]> => {
  const students = new Map<string, OuladResult[]>();
  for (const result of results) {
    const own = students.get(result.student) ?? [];
    students.set(result.student, own);
    own.push(result);
  }
  return students;
};

const NOVICE = 'novice';
/** What binary leaves of eight tenths is eight tenths. */
const TOLERANCE = 1e-9;

/** The band of one student in every place. A domain is the mean of those of its skills that have a score. */
const bandsIn = () => {
  const { levels, domains, skills } = ouladFramework();
  const bandOf = (score: number): string =>
    levels.findLast(({ cut }) => score >= (cut ?? 0) - TOLERANCE)?.key ?? NOVICE;
  return (rule: Rule, own: readonly OuladResult[]): ReadonlyMap<string, string> => {
    const scores = new Map([...scoresOf(own)].map(([skill, of]) => [skill, rule(of)]));
    const inSkills = skills.map(({ key }) => [`skill/${key}`, bandOf(scores.get(key) ?? -1)] as const);
    const inDomains = domains.map(({ key: domain }) => {
      const met = skills.flatMap((skill) => (skill.domain === domain ? (scores.get(skill.key) ?? []) : []));
      return [`domain/${domain}`, bandOf(met.reduce((sum, score) => sum + score, 0) / met.length)] as const;
    });
    return new Map([...inDomains, ...inSkills]);
  };
};
