import { createHash } from 'node:crypto';
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
      sourceId: createHash('sha256').update(`${student}/${id}`).digest('hex').slice(0, 32),
    };
  });
};

/** Canvas's weighted average of each skill of one student: 65 % the newest score, 35 % the mean of all before it. */
export const averagesOf = (own: readonly OuladResult[]): ReadonlyMap<string, number> => {
  const counted = own
    .filter(({ isBanked, outcome }) => !isBanked && outcome !== null)
    .sort((a, b) => (`${a.day} ${a.item}` < `${b.day} ${b.item}` ? -1 : 1));
  return new Map(
    [...new Set(counted.map(({ skill }) => skill))].map((skill) => {
      const scores = counted.filter((result) => result.skill === skill).map(({ outcome }) => outcome ?? NaN);
      const newest = scores.at(-1) ?? NaN;
      const earlier = scores.slice(0, -1);
      const mean = earlier.reduce((sum, score) => sum + score, 0) / earlier.length;
      return [skill, earlier.length === 0 ? newest : 0.65 * newest + 0.35 * mean];
    }),
  );
};
