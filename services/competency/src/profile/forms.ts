import { laidRow, takenRow, type LaidRow, type OwnTerms, type Rows } from '../estimator/index.js';
import { sameText } from './same-text.js';
import type { LearnerDoc } from './documents.js';
import { Practice } from './practice.js';

interface LaidRows {
  readonly keys: string[];
  readonly numbers: LaidRow;
}
interface LaidLearner extends Omit<LearnerDoc, 'skills' | 'own'> {
  readonly skills: LaidRows;
  readonly own: { readonly learner: LaidRow; readonly skills: LaidRows } | null;
}

const layRows = ({ keys, numbers }: Rows): LaidRows => ({ keys, numbers: laidRow(numbers) });
/** Learners have the same few skills. */
const takeRows = ({ keys, numbers }: LaidRows): Rows => ({ keys: keys.map(sameText), numbers: takenRow(numbers) });

const layOwn = (own: OwnTerms | null): LaidLearner['own'] =>
  own && { learner: laidRow(own.learner), skills: layRows(own.skills) };
const takeOwn = (own: LaidLearner['own']): OwnTerms | null =>
  own && { learner: takenRow(own.learner), skills: takeRows(own.skills) };

interface LaidPractice {
  readonly histories: string;
}

const learner = {
  lay: (doc: LearnerDoc): LaidLearner => ({ ...doc, skills: layRows(doc.skills), own: layOwn(doc.own) }),
  take: (laid: LaidLearner): LearnerDoc => ({
    ...laid,
    framework: sameText(laid.framework),
    skills: takeRows(laid.skills),
    own: takeOwn(laid.own),
  }),
};
const practice = {
  lay: (practice: Practice): LaidPractice => ({ histories: practice.laid() }),
  take: ({ histories }: LaidPractice): Practice => new Practice(histories),
};

/** How a learner's numbers lie in a store. */
export const forms = { learner, practice };
