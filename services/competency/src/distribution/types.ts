import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionType, DateTime } from '@proficio/graph';
import { DomainReference, FrameworkReference, SkillReference } from '../shown/references.js';

const PLAIN = { simpleResolvers: true } as const;
const WITHHELD = 'Null where it would tell of too few learners';

@ObjectType({ ...PLAIN, description: 'A course whose learners make a cohort' })
export class CohortCourse {
  @Field(() => String, { description: "The framework's key" })
  framework!: string;
  @Field(() => String)
  key!: string;
}

@ObjectType({ ...PLAIN, description: 'A named group of learners' })
export class Cohort {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  title!: string;
  @Field(() => DateTime)
  definedAt!: string;
  @Field(() => CohortCourse, { nullable: true, description: 'Null for a list of learners' })
  course!: CohortCourse | null;
}
export const CohortConnection = connectionType('Cohort', () => Cohort);

@ObjectType({ ...PLAIN, description: 'How many learners of a cohort are in a band' })
export class BandCount {
  @Field(() => Int)
  level!: number;
  @Field(() => String)
  band!: string;
  @Field(() => Int, { nullable: true, description: WITHHELD })
  learners!: number | null;
  @Field(() => Int, { nullable: true, description: 'The same learners on the day of `since`; null without it too' })
  learnersBefore!: number | null;
}

/** What is shown of a domain and of a skill alike. */
@ObjectType(PLAIN)
export class CohortFigures {
  @Field(() => [BandCount], { description: 'In the order of levels. Whoever has no evidence is at level 0' })
  bands!: readonly BandCount[];
  @Field(() => Int, { nullable: true, description: `Learners with evidence that the policy counts. ${WITHHELD}` })
  withEvidence!: number | null;
  @Field(() => Float, { nullable: true, description: `Of those with evidence. ${WITHHELD}` })
  meanScore!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the score since `since`, the mean of whoever had one then' })
  change!: number | null;
  @Field(() => Int, { nullable: true, description: `Learners below their target. ${WITHHELD}, and without targets` })
  withGap!: number | null;
  @Field(() => Float, { nullable: true, description: 'Levels missing to the target, the mean of whoever has one' })
  meanGap!: number | null;
  @Field(() => Boolean, { description: 'Some number is withheld, since it would tell of too few learners' })
  suppressed!: boolean;
}

@ObjectType(PLAIN)
export class CohortSkill extends CohortFigures {
  @Field(() => SkillReference)
  skill!: SkillReference;
}

@ObjectType(PLAIN)
export class CohortDomain extends CohortFigures {
  @Field(() => DomainReference)
  domain!: DomainReference;
  @Field(() => [CohortSkill], { description: "Skills at home in the domain, in the framework's order" })
  skills!: readonly CohortSkill[];
}

@ObjectType({ ...PLAIN, description: 'What a cohort is missing to its targets in a domain or skill' })
export class CohortGap {
  @Field(() => DomainReference)
  domain!: DomainReference;
  @Field(() => SkillReference, { nullable: true, description: 'Null for the domain itself' })
  skill!: SkillReference | null;
  @Field(() => Int, { description: 'Learners below their target' })
  withGap!: number;
  @Field(() => Float)
  meanGap!: number;
}

@ObjectType({ ...PLAIN, description: 'How competent a cohort is, across all domains of a framework' })
export class CohortCompetency {
  @Field(() => FrameworkReference, { description: 'The newest version, whose domains and skills are listed' })
  framework!: FrameworkReference;
  @Field(() => String, { description: 'The score policy that made the numbers' })
  policy!: string;
  @Field(() => Boolean, { description: 'The whole cohort is withheld, since it would tell of too few learners' })
  suppressed!: boolean;
  @Field(() => Int, { nullable: true, description: WITHHELD })
  learners!: number | null;
  @Field(() => [CohortDomain], { description: 'Empty where the cohort is withheld' })
  domains!: readonly CohortDomain[];
  @Field(() => [CohortGap], { description: 'Ten at most, the largest mean first; without those that are withheld' })
  gaps!: readonly CohortGap[];
}
