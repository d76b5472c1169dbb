import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access, FIRST, mustSee, pageSize, Position, Role, type Connection, type Context } from '@proficio/graph';
import { inForce } from '../policy/in-force.js';
import { isBeyond } from '../profile/read-evidence.js';
import { EvidenceConnection, evidencePage, type Evidence } from './evidence.js';
import { readBasis } from './read-basis.js';
import { recommended } from './recommendations.js';
import { LearnerReference } from './references.js';
import { shown, type ShownSkill } from './shown.js';
import { Competency, SkillCompetency } from './types.js';

const SEERS = [Role.LEARNER, Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR] as const;

@Resolver(() => LearnerReference)
export class CompetencyResolver {
  @FieldResolver(() => Competency, { description: 'Competency in every domain and skill of a framework' })
  @Access(...SEERS)
  async competency(
    @Root() { id: learner }: LearnerReference,
    @Arg('framework', () => String, { description: "The framework's key" }) framework: string,
    @Arg('role', () => String, { nullable: true, description: "Whose targets; else those of the enrolment's role" })
    role: string | null | undefined,
    @Arg('after', () => Position, { nullable: true, description: 'Waits until the numbers contain this position' })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Competency> {
    mustSee(context.caller, learner);
    if (after) await context.until(BigInt(after));
    const { basis, enrolments, versions, position } = await readBasis(context, {
      learner,
      framework,
      role: role ?? null,
    });
    const domains = shown(inForce, basis);
    return {
      framework: basis.framework,
      policy: inForce.name,
      position: after ? later(after, position) : position,
      domains,
      recommendations: recommended(domains, basis.framework, enrolments, versions),
    };
  }
}

@Resolver(() => SkillCompetency)
export class EvidenceResolver {
  @FieldResolver(() => EvidenceConnection, { description: 'What the score rests on, oldest first' })
  evidence(
    @Root() { evidence }: ShownSkill,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Connection<Evidence> {
    return evidencePage(evidence, pageSize(first), after);
  }
}

/** What was waited for is contained, even where it told nothing of this learner. */
const later = (after: string, position: string): string => {
  const reached = String(BigInt(after));
  return isBeyond(reached, position) ? reached : position;
};
