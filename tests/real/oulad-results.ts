import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { assessments, RESULTS, skillOf, STARTS } from './oulad.js';

/** A row of the file of results, read here and not by the product. */
export interface OuladResult {
  /** In the file, whose first line is its header. */
  readonly line: number;
  readonly student: string;
  readonly item: string;
  readonly skill: string;
  readonly day: string;
  readonly isBanked: boolean;
  /** 0 to 1, or null for `?`. */
  readonly outcome: number | null;
  readonly sourceId: string;
}

const DAY_MS = 86_400_000;

/** None of the file's fields is quoted. */
export const ouladResults = (): readonly OuladResult[] => {
  const known = new Map(assessments().map((assessment) => [assessment.id, assessment]));
  const [, ...lines] = gunzipSync(readFileSync(RESULTS)).toString('utf8').trim().split(/\r?\n/);
  return lines.map((text, index) => {
    const [student = '', id = '', submitted = '', banked = '', score = ''] = text.split(',');
    const assessment = known.get(id);
    if (!assessment) throw new Error(`${id} is no assessment`);
    const start = Date.parse(STARTS[assessment.presentation] ?? '');
    return {
      line: index + 2,
      student,
      item: `oulad-${id}`,
      skill: skillOf(assessment),
      day: new Date(start + Number(submitted) * DAY_MS).toISOString(),
      isBanked: banked === '1',
      outcome: score === '?' ? null : Number(score) / 100,
      sourceId: `${student}/${id}`,
    };
  });
};

/** By skill, what one student scored in it, oldest first; of those that count. */
export const scoresOf = (own: readonly OuladResult[]): ReadonlyMap<string, readonly number[]> => {
  const scores = new Map<string, number[]>();
  for (const { skill, isBanked, outcome } of own.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))) {
    if (isBanked || outcome === null) continue;
    const held = scores.get(skill) ?? [];
    scores.set(skill, held);
    held.push(outcome);
  }
  return scores;
};
const placeOf = ({ day, item }: OuladResult): string => `${day} ${item}`;

/** Canvas's weighted average: 65 % the newest score, 35 % the mean of all before it. */
export const weightedAverage = (scores: readonly number[]): number => {
  const newest = scores.at(-1) ?? NaN;
  const earlier = scores.slice(0, -1);
  const mean = earlier.reduce((sum, score) => sum + score, 0) / earlier.length;
  return earlier.length === 0 ? newest : 0.65 * newest + 0.35 * mean;
};

export const latest = (scores: readonly number[]): number => scores.at(-1) ?? NaN;
