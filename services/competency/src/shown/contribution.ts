import { Field, Float, ObjectType } from 'type-graphql';
import { WORDS, type Contribution as Part } from '../estimator/index.js';

@ObjectType({ simpleResolvers: true, description: 'One part of a sum that explains a number' })
export class Contribution {
  @Field(() => String, { description: 'learner, learner-skill, practice, ease or item' })
  cause!: Part['cause'];
  @Field(() => String, { description: 'The same in words' })
  words!: string;
  @Field(() => Float, { description: 'On the logit: above 0 it raises the estimate' })
  value!: number;
}

export const inWords = ({ cause, value }: Part): Contribution => ({ cause, words: WORDS[cause], value });

@ObjectType({
  simpleResolvers: true,
  description: "How far one piece of evidence moved its skill's estimate, on the logit",
})
export class EvidenceMove {
  @Field(() => Float, { description: 'What was expected of it, 0 to 1, before it was known' })
  expected!: number;
  @Field(() => [Contribution], { description: 'Why: what adds up to the expectation on the logit' })
  because!: readonly Contribution[];
  @Field(() => Float, { description: 'By what was learnt of the learner, in general and in this skill' })
  own!: number;
  @Field(() => Float, { description: 'By how hard the skill is and recent practice, read anew' })
  base!: number;
  @Field(() => Float, { description: 'Where the estimate stood after it' })
  mean!: number;
}
