import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType, DateTime, Position } from '@proficio/graph';
import { LearnerReference } from '../shown/references.js';

const PLAIN = { simpleResolvers: true } as const;

export enum ReplayStatus {
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
  DISCARDED = 'DISCARDED',
  PUBLISHED = 'PUBLISHED',
}
registerEnumType(ReplayStatus, {
  name: 'ReplayStatus',
  valuesConfig: {
    RUNNING: { description: 'It reads learners; also one that was completed, while what it found is found again' },
  },
});

@ObjectType({ ...PLAIN, description: 'How far a replay is' })
export class ReplayProgress {
  @Field(() => Boolean, {
    description: 'It cannot go on for now; it is tried again after a while, as long as it is wanted',
  })
  stalled!: boolean;
  @Field(() => Int, { description: 'Learners with evidence that were read' })
  learners!: number;
  @Field(() => Int, { description: 'Pieces of their evidence' })
  evidence!: number;
  @Field(() => Float, { description: 'The part of all learners that was read, 0 to 1' })
  done!: number;
  @Field(() => Float, { nullable: true, description: 'Pieces of evidence in a second; null before the first' })
  perSecond!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What is left, in seconds, at the rate so far; null while stalled',
  })
  secondsLeft!: number | null;
}

@ObjectType({ ...PLAIN, description: 'A level of the framework, and its name' })
export class Band {
  @Field(() => Int)
  level!: number;
  @Field(() => String)
  band!: string;
}

@ObjectType({ ...PLAIN, description: 'How many learners stand in one band now, and in another or the same after' })
export class BandMoves {
  @Field(() => Band)
  from!: Band;
  @Field(() => Band)
  to!: Band;
  @Field(() => Int)
  learners!: number;
}

@ObjectType({ ...PLAIN, description: 'What a replay changes in one domain or in one skill' })
export class DifferenceIn {
  @Field(() => String, { description: 'Of the domain or of the skill' })
  key!: string;
  @Field(() => Int, { description: 'Learners who stand in another band' })
  moved!: number;
  @Field(() => [BandMoves], { description: 'Everyone with evidence in the framework, lowest bands first' })
  bands!: readonly BandMoves[];
}

@ObjectType({ ...PLAIN, description: 'Who would stand where, if the policy were in force' })
export class Difference {
  @Field(() => Int, { description: 'Learners with evidence' })
  learners!: number;
  @Field(() => Int, { description: 'Those of them who stand in another band in at least one domain or skill' })
  moved!: number;
  @Field(() => [DifferenceIn])
  domains!: readonly DifferenceIn[];
  @Field(() => [DifferenceIn])
  skills!: readonly DifferenceIn[];
}

@ObjectType({ ...PLAIN, description: 'A learner who stands in another band, in a domain or in a skill' })
export class LearnerMove {
  @Field(() => LearnerReference)
  learner!: LearnerReference;
  @Field(() => String, { nullable: true, description: "The domain's key, or null" })
  domain!: string | null;
  @Field(() => String, { nullable: true, description: "The skill's key, or null" })
  skill!: string | null;
  @Field(() => Band)
  from!: Band;
  @Field(() => Band)
  to!: Band;
}
export const LearnerMoveConnection = connectionType('LearnerMove', () => LearnerMove);

@ObjectType({ ...PLAIN, description: 'A score policy tried over a framework, beside the one in force' })
export class Replay {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: "The framework's key" })
  framework!: string;
  @Field(() => String)
  policy!: string;
  @Field(() => String, { description: 'The policy in force when it was started, which it is compared with' })
  against!: string;
  @Field(() => String, { nullable: true, description: 'The cohort whose learners it reads; null for all' })
  cohort!: string | null;
  status!: ReplayStatus;
  @Field(() => DateTime, { description: 'What was known then is what it reads' })
  startedAt!: string;
  @Field(() => ID, { description: 'Who started it' })
  startedBy!: string;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last completed, cancelled, published or discarded',
  })
  endedAt!: string | null;
  @Field(() => ID, { nullable: true })
  endedBy!: string | null;
}
export const ReplayConnection = connectionType('Replay', () => Replay);

@ObjectType({ ...PLAIN, description: 'A score policy that was put in force' })
export class PublishedPolicy {
  @Field(() => String)
  policy!: string;
  @Field(() => DateTime)
  publishedAt!: string;
  @Field(() => ID)
  publishedBy!: string;
  @Field(() => ID, { description: 'The replay that showed what it changes' })
  replay!: string;
}

@ObjectType({ ...PLAIN, description: 'The score policy in force in a framework' })
export class FrameworkPolicy {
  @Field(() => String)
  policy!: string;
  @Field(() => Position, { description: 'Of the event that put it in force; 0 for the default' })
  position!: string;
  @Field(() => [PublishedPolicy], { description: 'Oldest first; before the first, and without any, the default holds' })
  published!: readonly PublishedPolicy[];
}
