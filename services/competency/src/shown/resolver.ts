import { Arg, Ctx, FieldResolver, registerEnumType, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { readAbout } from '@proficio/events';
import { Access, DateTime, failure, mustSee, pageSize, Position, type Context } from '@proficio/graph';
import { policyFor, readPolicy } from '../policy/catalogue.js';
import type { AsOf } from '../profile/as-of.js';
import { profile } from '../profile/profile.js';
import { isBeyond } from '../profile/read-evidence.js';
import { policyInForce } from '../replays/in-force.js';
import { SEERS } from '../roles.js';
import { inWords } from './contribution.js';
import { evidencePage } from './evidence.js';
import { readableOverrides, type Readable } from './override.js';
import { readBasis } from './read-basis.js';
import { recommended } from './recommendations.js';
import { LearnerReference } from './references.js';
import { shown, type ShownDomain, type ShownSkill } from './shown.js';
import { Competency, type DomainCompetency, type SkillCompetency } from './types.js';

export enum Clock {
  OCCURRED = 'OCCURRED',
  RECORDED = 'RECORDED',
}
registerEnumType(Clock, {
  name: 'Clock',
  description: 'OCCURRED: what had happened by then, by all that is known now. RECORDED: what was known then',
});

@Resolver(() => LearnerReference)
export class CompetencyResolver {
  @FieldResolver(() => Competency, { description: 'Competency in every domain and skill of a framework' })
  @Access(...SEERS)
  async competency(
    @Root() { id: learner }: LearnerReference,
    @Arg('framework', () => String, { description: "The framework's key" }) framework: string,
    @Arg('role', () => String, { nullable: true, description: "Whose targets; else those of the enrolment's role" })
    role: string | null | undefined,
    @Arg('policy', () => String, {
      nullable: true,
      description: 'Another score policy than the one in force, such as `canvas/n-mastery@1 {n: 3}`',
    })
    policy: string | null | undefined,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'As it stood at that time, not in the future; a date is the start of that day in UTC',
    })
    asOf: string | null | undefined,
    @Arg('clock', () => Clock, { defaultValue: Clock.OCCURRED, description: 'Which clock asOf and trends go by' })
    clock: Clock,
    @Arg('after', () => Position, { nullable: true, description: 'Waits until the numbers contain this position' })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Competency> {
    mustSee(context.caller, learner);
    const { tenant } = context.caller;
    const moment = asOf ? momentOf(asOf, clock, context.now) : null;
    if (after) await context.until(BigInt(after));
    // Together, so that all of it is one read of the store; whether something is lacking, after what it may lack in.
    const [read, inForce, incomplete] = await Promise.all([
      readBasis(context, { learner, framework, role: role ?? null, asOf: moment, clock }),
      policyInForce(context, framework, moment),
      readAbout(context.read, profile, tenant, framework).lacks(tenant, learner),
    ]);
    const scores = policyFor(typeof policy === 'string' ? readPolicy(policy) : inForce.policy, read.basis.framework);
    const domains = shown(scores, read.basis);
    const readable = readableOverrides(context, domains);
    return {
      framework: read.basis.framework,
      policy: scores.name,
      position: [inForce.position, String(BigInt(after ?? 0))].reduce(later, read.position),
      incomplete,
      domains: domains.map((domain) => answered(domain, readable)),
      recommendations: recommended(domains, read.basis.framework, read.enrolments, read.versions),
    };
  }
}

/** A day, by its start in UTC, or a time with its offset. `Date` reads "banana 5" as a day in May, and others by where it runs. */
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** `name` is the argument's. @throws GraphQLError BAD_AS_OF */
export const momentOf = (asOf: string, clock: Clock, now: Date, name = 'asOf'): AsOf => {
  if (!Moment.safeParse(asOf).success)
    throw failure(
      'BAD_AS_OF',
      `${name} must be a date or an ISO 8601 time with its offset, is ${JSON.stringify(asOf)}`,
    );
  const at = new Date(asOf);
  if (at.getTime() > now.getTime()) throw failure('BAD_AS_OF', `${name} must not be in the future, is ${asOf}`);
  return { clock, at: at.toISOString() };
};

const answered = (domain: ShownDomain, readable: Readable): DomainCompetency => ({
  ...domain,
  override: readable(domain.override),
  skills: domain.skills.map((skill: ShownSkill): SkillCompetency => ({
    ...skill,
    override: readable(skill.override),
    evidence: ({ first, after }) => evidencePage(skill.evidence, pageSize(first), after),
    explanation: () => skill.explanation()?.map(inWords) ?? null,
  })),
});

/** What was waited for is contained, even where it told nothing of this learner. */
const later = (a: string, b: string): string => (isBeyond(a, b) ? a : b);
