import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { assessments, RESULTS, skillOf, STARTS } from './oulad.js';

const DAY_MS = 86_400_000;
const HEADER = 'learner,item,skill,score,maximum,day,kind,module,presentation';

/** How the table is evaluated: learnt from the first three presentations, scored on the last. */
export const OULAD_OPTIONS = {
  ruleGroup: ['learner', 'module', 'presentation'],
  onlyAfterFirst: ['learner', 'module', 'presentation'],
  warmupWhere: [{ presentation: ['2013B', '2013J', '2014B'] }],
  passMark: 60,
};
/** The same for the command line. */
export const OULAD_ARGUMENTS =
  '--rule-group learner,module,presentation --only-after-first learner,module,presentation' +
  ' --warmup-where presentation=2013B,2013J,2014B --pass-mark 60';

/**
 * OULAD's results as a table to evaluate. A learner is a student across presentations, an item an assessment, a skill a
 * module and type of assessment. Days count from the start of the presentation, on the calendar. Banked results and
 * those without a score are left out. By presentation, then day, student and assessment, all as numbers.
 */
export const ouladTable = (): string => {
  const known = new Map(assessments().map((assessment) => [assessment.id, assessment]));
  const rows = gunzipSync(readFileSync(RESULTS))
    .toString()
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, , , banked, score]) => banked === '0' && score !== '?')
    .map(([student = '', id = '', day = '', , score = '']) => {
      const assessment = known.get(id);
      if (!assessment) throw new Error(`there is no assessment ${id}`);
      return { ...assessment, student, score, day: Number(day) };
    });
  const sorted = rows.toSorted(
    (a, b) =>
      compare(a.presentation, b.presentation) ||
      a.day - b.day ||
      Number(a.student) - Number(b.student) ||
      Number(a.id) - Number(b.id),
  );
  const lines = sorted.map((row) => {
    const { student, id, score, module, presentation } = row;
    const day = Date.parse(STARTS[presentation] ?? '') / DAY_MS + row.day;
    return [student, id, skillOf(row), score, 100, day, 'graded-score', module, presentation].join(',');
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
