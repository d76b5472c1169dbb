import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Position, type Connection } from '@proficio/graph';
import { Contribution } from './contribution.js';
import { EvidenceConnection, Paged, type Evidence, type EvidencePageArgs } from './evidence.js';
import { Override } from './override.js';
import { DomainReference, FrameworkReference, PathReference, SkillReference } from './references.js';

/** Values are at hand when these are answered: no field costs a promise. */
const PLAIN = { simpleResolvers: true } as const;

const CONFIRMED =
  'Whether the true level is at least the one shown in four cases of five; of level 0, below the first cut point. Null where the policy does not say, and under an override';
const LEVEL = "How many of the framework's cut points the score reaches; under an override the level that it sets";
const BAND = "The level's name; `novice` below the first cut point and without evidence";
const TREND = 'Null without evidence 30 days earlier';
const COMPUTED = 'What the score alone says: the level shown, unless an override decides that';
const OVERRIDE = 'An assessor decides the level; null where none does';

@ObjectType({ ...PLAIN, description: 'Change against 30 days earlier' })
export class Trend {
  @Field(() => Float, { description: 'Change of the score' })
  change!: number;
  @Field(() => Float, { nullable: true, description: 'Change of the estimate over its uncertainty' })
  z!: number | null;
}

@ObjectType({ ...PLAIN, description: 'How much of a domain the evidence covers' })
export class Coverage {
  @Field(() => Int, { description: 'Skills that count in the domain, contributing ones included' })
  skills!: number;
  @Field(() => Int, { description: 'Those of them with evidence of a weight above 0' })
  withEvidence!: number;
}

@ObjectType({ ...PLAIN, description: 'A level as the score policy sees it' })
export class ComputedLevel {
  @Field(() => Int, { description: "How many of the framework's cut points the score reaches" })
  level!: number;
  @Field(() => String, { description: BAND })
  band!: string;
  @Field(() => Boolean, { nullable: true, description: CONFIRMED })
  confirmed!: boolean | null;
}

@ObjectType({ ...PLAIN, description: "A learner's competency in one skill" })
export class SkillCompetency {
  @Field(() => SkillReference)
  skill!: SkillReference;
  @Field(() => Float, { nullable: true, description: '0 to 1; null without evidence that the policy counts' })
  score!: number | null;
  @Field(() => Float, { nullable: true, description: 'In score units; null where the policy does not say' })
  standardError!: number | null;
  @Field(() => Int, { description: LEVEL })
  level!: number;
  @Field(() => String, { description: BAND })
  band!: string;
  @Field(() => Boolean, { nullable: true, description: CONFIRMED })
  confirmed!: boolean | null;
  @Field(() => Int, { nullable: true, description: "The level the role asks for: the skill's own, else its domain's" })
  target!: number | null;
  @Field(() => Int, { nullable: true, description: 'Levels missing to the target; null without one' })
  gap!: number | null;
  @Field(() => Trend, { nullable: true, description: TREND })
  trend!: () => Trend | null;
  @Field(() => ComputedLevel, { description: COMPUTED })
  computed!: ComputedLevel;
  @Field(() => Override, { nullable: true, description: OVERRIDE })
  override!: Override | null;
  @Field(() => Int, { description: 'Pieces of evidence, without those that were withdrawn or corrected' })
  evidenceCount!: number;
  @Field(() => EvidenceConnection, { description: 'What the score rests on, oldest first' })
  @Paged()
  evidence!: (page: EvidencePageArgs) => Connection<Evidence>;
  @Field(() => [Contribution], {
    nullable: true,
    description:
      'Why the estimate stands where it does: what adds up to it on the logit. Null where the policy estimates nothing',
  })
  explanation!: () => readonly Contribution[] | null;
}

@ObjectType({ ...PLAIN, description: "A learner's competency in one domain" })
export class DomainCompetency {
  @Field(() => DomainReference)
  domain!: DomainReference;
  @Field(() => Float, { nullable: true, description: '0 to 1; null without evidence that the policy counts' })
  score!: number | null;
  @Field(() => Float, { nullable: true, description: 'In score units; null where the policy does not say' })
  standardError!: number | null;
  @Field(() => Int, { description: LEVEL })
  level!: number;
  @Field(() => String, { description: BAND })
  band!: string;
  @Field(() => Boolean, { nullable: true, description: CONFIRMED })
  confirmed!: boolean | null;
  @Field(() => Int, { nullable: true, description: 'The level the role asks for' })
  target!: number | null;
  @Field(() => Int, { nullable: true, description: 'Levels missing to the target; null without one' })
  gap!: number | null;
  @Field(() => Int, { nullable: true, description: "By the framework's priority rule, 1 first; null for none" })
  priority!: number | null;
  @Field(() => Trend, { nullable: true, description: TREND })
  trend!: () => Trend | null;
  @Field(() => Coverage)
  coverage!: Coverage;
  @Field(() => ComputedLevel, { description: COMPUTED })
  computed!: ComputedLevel;
  @Field(() => Override, { nullable: true, description: OVERRIDE })
  override!: Override | null;
  @Field(() => Int, { description: 'Pieces of evidence on all skills that count in the domain' })
  evidenceCount!: number;
  @Field(() => [SkillCompetency], { description: "Skills at home in the domain, in the framework's order" })
  skills!: readonly SkillCompetency[];
}

@ObjectType({ ...PLAIN, description: 'An open learning path, and why to go on with it' })
export class Recommendation {
  @Field(() => String)
  reason!: string;
  @Field(() => PathReference)
  path!: PathReference;
}

@ObjectType({ ...PLAIN, description: 'What a learner is competent in, across all domains of a framework' })
export class Competency {
  @Field(() => FrameworkReference, {
    description: "The version of the learner's latest active enrolment, else the newest published",
  })
  framework!: FrameworkReference;
  @Field(() => String, { description: 'The score policy that made the numbers' })
  policy!: string;
  @Field(() => Position, { description: 'The last event that the numbers contain' })
  position!: string;
  @Field(() => Boolean, {
    description: 'Some event about the learner could not be taken, and is missing here; operators see which and why',
  })
  incomplete!: boolean;
  @Field(() => [DomainCompetency])
  domains!: readonly DomainCompetency[];
  @Field(() => [Recommendation], { description: 'Most needed first' })
  recommendations!: readonly Recommendation[];
}
