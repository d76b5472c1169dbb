import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType, DateTime, Key, PersonalText } from '@proficio/graph';
import { QuestionKind, QuizPurpose } from '../question-kind.js';
import { Quiz } from '../quiz/types.js';

const AttemptStatus = { OPEN: 'open', SUBMITTED: 'submitted', WITHDRAWN: 'withdrawn' } as const;
type AttemptStatus = (typeof AttemptStatus)[keyof typeof AttemptStatus];
registerEnumType(AttemptStatus, { name: 'AttemptStatus' });

@ObjectType({ simpleResolvers: true })
export class Answer {
  @Field(() => ID, { description: 'Key of the item' })
  item!: string;
  @Field(() => QuestionKind)
  kind!: QuestionKind;
  @Field(() => [String], { description: 'Keys of the options chosen' })
  choices!: readonly string[];
  @Field(() => Float, { nullable: true })
  value!: number | null;
  @Field(() => Boolean, { nullable: true })
  confident!: boolean | null;
  @Field(() => PersonalText, { nullable: true, description: 'The words of a short text' })
  words!: PersonalText | null;
  @Field(() => Float)
  points!: number;
  @Field(() => Float)
  maximum!: number;
  @Field(() => Float, { description: 'points / maximum' })
  outcome!: number;
  @Field(() => Float, { nullable: true, description: 'Time taken before answering, milliseconds' })
  hesitationMs!: number | null;
  @Field(() => DateTime)
  answeredAt!: string;
}

@ObjectType('Learner', { simpleResolvers: true })
@Key('id')
export class AssessedLearner {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ simpleResolvers: true })
@Key('id')
export class Attempt {
  @Field(() => ID)
  id!: string;
  @Field(() => AssessedLearner)
  learner!: AssessedLearner;
  @Field(() => AttemptStatus)
  status!: AttemptStatus;
  @Field(() => Quiz)
  quiz!: Quiz;
  @Field(() => QuizPurpose)
  purpose!: QuizPurpose;
  @Field(() => DateTime)
  startedAt!: string;
  @Field(() => DateTime, { nullable: true })
  submittedAt!: string | null;
  @Field(() => DateTime, { nullable: true })
  withdrawnAt!: string | null;
  @Field(() => Int, { description: 'How many of the items were answered' })
  answered!: number;
  @Field(() => [Answer], { description: 'In the order they were given' })
  answers!: readonly Answer[];
  /** What `quiz` resolves. */
  readonly quizKey!: string;
  /** What `answers` looks for. */
  readonly itemKeys!: readonly string[];
}
export const AttemptConnection = connectionType('Attempt', () => Attempt);
