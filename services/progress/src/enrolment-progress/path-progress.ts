import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ClosingCondition } from '@proficio/events';
import { ActivityReference, partId, PathReference } from '../curriculum-references.js';
import { closingOf, type ActivityClosing, type ConditionClosing } from '../enrolment/closing.js';
import type { EnrolmentDoc } from './enrolment-progress.js';

/** Curriculum's enum, value for value. */
export enum ClosingKind {
  COMPLETION = 'completion',
  HOURS = 'hours',
  ARTEFACT = 'artefact',
}
registerEnumType(ClosingKind, { name: 'ClosingKind', description: 'What closes an activity or a path' });

export enum ActivityStatus {
  OPEN = 'open',
  STARTED = 'started',
  COMPLETED = 'completed',
}
registerEnumType(ActivityStatus, { name: 'ActivityStatus', description: 'How far a learner is with an activity' });

@ObjectType({ simpleResolvers: true, description: 'What a path asks for, and how much of it is there' })
export class ConditionProgress {
  @Field(() => ClosingKind)
  readonly kind!: `${ClosingKind}`;
  @Field(() => Float, { nullable: true, description: 'HOURS: how many are to be logged' })
  readonly target!: number | null;
  @Field(() => String, { nullable: true, description: 'ARTEFACT: its kind' })
  readonly artefact!: string | null;
  @Field(() => Int, { nullable: true, description: 'ARTEFACT: how many are to be accepted' })
  readonly count!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'ARTEFACT: accepted only with a comment or a rubric' })
  readonly feedback!: boolean | null;
  @Field(() => Float, { description: 'Hours logged, artefacts accepted or activities completed' })
  readonly reached!: number;
  @Field(() => Boolean)
  readonly done!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class ActivityProgress {
  @Field(() => ActivityReference)
  readonly activity!: ActivityReference;
  @Field(() => ActivityStatus)
  readonly status!: `${ActivityStatus}`;
  @Field(() => Float, { description: 'Logged in this enrolment' })
  readonly hours!: number;
  @Field(() => Boolean, { description: 'By its own condition' })
  readonly closed!: boolean;
}

@ObjectType({ simpleResolvers: true })
export class PathProgress {
  @Field(() => PathReference)
  readonly path!: PathReference;
  @Field(() => Boolean, { description: 'All its conditions hold' })
  readonly closed!: boolean;
  @Field(() => [ConditionProgress])
  readonly conditions!: readonly ConditionProgress[];
  @Field(() => [ActivityProgress])
  readonly activities!: readonly ActivityProgress[];
}

export const pathsOf = ({ framework, version, work }: EnrolmentDoc): readonly PathProgress[] => {
  const id = (key: string) => ({ id: partId(framework, version, key) });
  const activity = ({ key, status, hours, closed }: ActivityClosing) => ({ activity: id(key), status, hours, closed });
  return closingOf(work).map(({ key, closed, conditions, activities }) => ({
    path: id(key),
    closed,
    conditions: conditions.map(conditionShown),
    activities: activities.map(activity),
  }));
};

const conditionShown = ({ condition, reached, done }: ConditionClosing): ConditionProgress => ({
  ...partsOf(condition),
  reached,
  done,
});

const partsOf = (
  condition: ClosingCondition,
): Pick<ConditionProgress, 'kind' | 'target' | 'artefact' | 'count' | 'feedback'> => {
  const { kind } = condition;
  switch (kind) {
    case 'completion':
      return { kind, target: null, artefact: null, count: null, feedback: null };
    case 'hours':
      return { kind, target: condition.target, artefact: null, count: null, feedback: null };
    case 'artefact':
      return { kind, target: null, artefact: condition.artefact, count: condition.count, feedback: condition.feedback };
  }
};
