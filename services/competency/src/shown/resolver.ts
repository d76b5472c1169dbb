import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, mustSee, pageSize, Position, Role, type Context } from '@proficio/graph';
import { inForce } from '../policy/in-force.js';
import { isBeyond } from '../profile/read-evidence.js';
import { evidencePage } from './evidence.js';
import { readBasis } from './read-basis.js';
import { recommended } from './recommendations.js';
import { LearnerReference } from './references.js';
import { shown, type ShownDomain, type ShownSkill } from './shown.js';
import { Competency, type DomainCompetency, type SkillCompetency } from './types.js';

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
    const read = await readBasis(context, { learner, framework, role: role ?? null });
    const domains = shown(inForce, read.basis);
    return {
      framework: read.basis.framework,
      policy: inForce.name,
      position: after ? later(after, read.position) : read.position,
      domains: domains.map(answered),
      recommendations: recommended(domains, read.basis.framework, read.enrolments, read.versions),
    };
  }
}

const answered = (domain: ShownDomain): DomainCompetency => ({
  ...domain,
  skills: domain.skills.map((skill: ShownSkill): SkillCompetency => ({
    ...skill,
    evidence: ({ first, after }) => evidencePage(skill.evidence, pageSize(first), after),
  })),
});

/** What was waited for is contained, even where it told nothing of this learner. */
const later = (after: string, position: string): string => {
  const reached = String(BigInt(after));
  return isBeyond(reached, position) ? reached : position;
};
