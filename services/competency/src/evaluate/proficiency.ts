import {
  historyIn,
  newItem,
  newOwn,
  newShared,
  newSkill,
  noRows,
  skillPlace,
  step,
  type OwnTerms,
  type Rows,
} from '../estimator/index.js';
import { WEIGHTS } from '../policy/weights.js';
import { numbered, type Method } from './method.js';

/** The estimator, by the very step that the projection takes; only its rows live in memory instead of in documents. */
export const proficiency = (): Method => {
  const shared = newShared();
  const skills = numbered(newSkill);
  const items = numbered(newItem);
  const learners = numbered(unknown);
  return {
    answers: [{ name: 'proficiency@1', recalibrated: false }],
    predict: ({ learner, skill, item, kind, outcome, at }) => {
      const known = learners(learner);
      const own = (known.own ??= newOwn(at));
      const met = { share: 1, from: skillPlace(own, skill, at), term: skills(skill) };
      const history = historyIn(known.histories, item);
      const meeting = { shared, own, item: { term: items(item), history }, skills: [met] };
      return [step(meeting, { kind, outcome, weight: WEIGHTS[kind], at }).expected];
    },
  };
};

interface Learner {
  own: OwnTerms<number> | null;
  readonly histories: Rows<number>;
}
const unknown = (): Learner => ({ own: null, histories: noRows() });
