import { laidRow, takenRow, type LaidRow, type OwnTerms, type Rows } from '../estimator/index.js';
import { layColumns, takeColumns, type LaidColumns } from '../evidence/columns.js';
import type { ChunkDoc, LearnerDoc, PracticeDoc, RecentDoc, SkillStanding } from './documents.js';

interface LaidRows {
  readonly keys: string[];
  readonly numbers: LaidRow;
}
interface LaidStandings {
  readonly keys: readonly string[];
  /** Three for each key: evidence, teaching, and 1 where there are corrections. */
  readonly numbers: readonly number[];
}
interface LaidLearner extends Omit<LearnerDoc, 'skills' | 'own'> {
  readonly skills: LaidStandings;
  readonly own: { readonly learner: LaidRow; readonly skills: LaidRows } | null;
}

const layRows = ({ keys, numbers }: Rows): LaidRows => ({ keys, numbers: laidRow(numbers) });
const takeRows = ({ keys, numbers }: LaidRows): Rows => ({ keys, numbers: takenRow(numbers) });

const layStandings = (skills: LearnerDoc['skills']): LaidStandings => {
  const numbers: number[] = [];
  for (const { evidence, teaching, corrected } of Object.values(skills))
    numbers.push(evidence, teaching, corrected ? 1 : 0);
  return { keys: Object.keys(skills), numbers };
};
const takeStandings = ({ keys, numbers }: LaidStandings): LearnerDoc['skills'] =>
  Object.fromEntries(
    keys.map((key, index): [string, SkillStanding] => {
      const [evidence = 0, teaching = 0, corrected = 0] = numbers.slice(3 * index, 3 * index + 3);
      return [key, { evidence, teaching, corrected: corrected === 1 }];
    }),
  );

const layOwn = (own: OwnTerms | null): LaidLearner['own'] =>
  own && { learner: laidRow(own.learner), skills: layRows(own.skills) };
const takeOwn = (own: LaidLearner['own']): OwnTerms | null =>
  own && { learner: takenRow(own.learner), skills: takeRows(own.skills) };

interface LaidEntries {
  readonly entries: LaidColumns;
}
interface LaidRecent extends LaidEntries {
  readonly chunks: number;
}
interface LaidPractice {
  readonly histories: LaidRows;
}

const learner = {
  lay: (doc: LearnerDoc): LaidLearner => ({ ...doc, skills: layStandings(doc.skills), own: layOwn(doc.own) }),
  take: (laid: LaidLearner): LearnerDoc => ({ ...laid, skills: takeStandings(laid.skills), own: takeOwn(laid.own) }),
};
const recent = {
  lay: ({ chunks, entries }: RecentDoc): LaidRecent => ({ chunks, entries: layColumns(entries) }),
  take: ({ chunks, entries }: LaidRecent): RecentDoc => ({ chunks, entries: takeColumns(entries) }),
};
const chunk = {
  lay: ({ entries }: ChunkDoc): LaidEntries => ({ entries: layColumns(entries) }),
  take: ({ entries }: LaidEntries): ChunkDoc => ({ entries: takeColumns(entries) }),
};
const practice = {
  lay: ({ histories }: PracticeDoc): LaidPractice => ({ histories: layRows(histories) }),
  take: ({ histories }: LaidPractice): PracticeDoc => ({ histories: takeRows(histories) }),
};

/** How a learner's numbers and evidence lie in a store. */
export const forms = { learner, recent, chunk, practice };
