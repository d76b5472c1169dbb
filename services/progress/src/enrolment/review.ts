import {
  Rejection,
  reject,
  type Criterion,
  type DecidedEnrolmentEvent,
  type Fault,
  type RubricContent,
} from '@proficio/events';
import type { ReviewCommand } from './commands.js';
import { activityOf, askingFor, type Begun, type Review } from './enrolment-state.js';

/** A letter, a number or a symbol: what cannot be seen is no feedback. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{S}]/u;

/** An artefact is reviewed until it is accepted; then it stays as it is. */
export const review = (begun: Begun, command: ReviewCommand): readonly DecidedEnrolmentEvent[] => {
  const { enrolment, artefact, accepted, rubric, comment } = command.data;
  const submitted = begun.artefacts.find((one) => one.artefact === artefact);
  if (!submitted) return reject('ARTEFACT_UNKNOWN', 'artefact', 'was not submitted in this enrolment');
  if (command.meta.actor === begun.learner) return reject('REVIEW_OF_ONESELF', 'artefact', 'must be of someone else');
  const { activity, kind } = submitted;
  const criteria = valued(command);
  if (submitted.review && isSame(submitted.review, { accepted, rubric, criteria })) return [];
  if (submitted.review?.accepted) return reject('ARTEFACT_ACCEPTED', 'artefact', 'was accepted, by another review');
  const wantsFeedback = askingFor(begun, activity, kind).some(({ feedback }) => feedback);
  if (accepted && wantsFeedback && rubric === null && !SAYS_SOMETHING.test(comment ?? ''))
    return reject('FEEDBACK_MISSING', 'comment', 'or a rubric must be given: the path closes only with feedback');
  const { learner, framework } = begun;
  const { skills } = activityOf(begun, activity) ?? { skills: [] };
  const at = { enrolment, learner, framework, activity, skills };
  return [{ type: 'ArtefactReviewed', data: { ...at, artefact, kind, accepted, rubric, criteria, comment } }];
};

const isSame = (one: Review, other: Review): boolean =>
  one.accepted === other.accepted &&
  one.rubric === other.rubric &&
  one.criteria.length === other.criteria.length &&
  one.criteria.every(({ item, level }) => other.criteria.some((its) => its.item === item && its.level === level));

type Valued = Extract<DecidedEnrolmentEvent, { readonly type: 'ArtefactReviewed' }>['data']['criteria'];

/** The rubric's criteria, each with the level given and what it is worth. */
const valued = ({ data: { rubric: key, criteria }, found: { rubric } }: ReviewCommand): Valued => {
  const faults = faultsOf(key, criteria, rubric);
  if (faults.length > 0) throw new Rejection('REVIEW_INVALID', faults);
  return (rubric?.criteria ?? []).flatMap((criterion) => {
    const level = criteria.find((given) => given.criterion === criterion.key)?.level;
    return criterion.levels
      .filter(({ key }) => key === level)
      .map(({ key: level, value: outcome }) => ({
        item: `${key}/${criterion.key}`,
        level,
        bindings: criterion.bindings,
        weight: criterion.weight,
        outcome,
      }));
  });
};

type Given = ReviewCommand['data']['criteria'];

const faultsOf = (key: string | null, given: Given, rubric: RubricContent | null): readonly Fault[] => {
  if (key === null) return given.length > 0 ? [{ field: 'criteria', reason: 'need the rubric they belong to' }] : [];
  if (!rubric) return [{ field: 'rubric', reason: 'is not a rubric we know' }];
  const missing = rubric.criteria.filter(({ key }) => !given.some(({ criterion }) => criterion === key));
  return [
    ...given.flatMap((entry, index) => faultsOfOne(entry, index, given, rubric.criteria)),
    ...missing.map(({ key }) => ({ field: 'criteria', reason: `have no level for ${key}` })),
  ];
};

const faultsOfOne = (
  { criterion: key, level }: Given[number],
  index: number,
  given: Given,
  criteria: readonly Criterion[],
): readonly Fault[] => {
  const criterion = criteria.find((one) => one.key === key);
  if (!criterion) return [{ field: `criteria.${index}.criterion`, reason: 'is not in the rubric' }];
  if (given.findIndex((other) => other.criterion === key) < index)
    return [{ field: `criteria.${index}.criterion`, reason: 'was given before' }];
  if (!criterion.levels.some((one) => one.key === level))
    return [{ field: `criteria.${index}.level`, reason: 'is not a level of the criterion' }];
  return [];
};
