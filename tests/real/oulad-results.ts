import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
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

const linesIn = (path: string): readonly string[] =>
  gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/);
const byId = () => new Map(assessments().map((assessment) => [assessment.id, assessment]));

/** Writes the rows of one presentation of one module, in the order of the whole file. */
export const writePart = (path: string, module: string, presentation: string): void => {
  const known = byId();
  const [header = '', ...lines] = linesIn(RESULTS);
  const own = lines.filter((line) => {
    const assessment = known.get(line.split(',')[1] ?? '');
    return assessment?.module === module && assessment.presentation === presentation;
  });
  writeFileSync(path, gzipSync([header, ...own, ''].join('\n')));
};

/** None of the file's fields is quoted. */
export const ouladResults = (path: string): readonly OuladResult[] => {
  const known = byId();
  const [, ...lines] = linesIn(path);
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
