import type { KeptPiece } from '../evidence/in-order.js';
import { isConfirmed, trendOf, type Contribution, type Move } from '../estimator/index.js';
import type { Estimate, Known, ScorePolicy } from '../policy/policy.js';
import type { DomainRating } from '../priority/need.js';
import { PRIORITY } from '../priority/priority.js';
import { once } from '../once.js';
import { latestComplete } from '../profile/self-assessments.js';
import type { OverrideSet, SelfAssessment } from '../profile/documents.js';
import type { Overrides } from '../profile/overrides.js';
import type { Framework, FrameworkTargets, PreparedDomain, PreparedSkill } from '../publication/prepared.js';
import { gapTo, levelOf } from './level.js';
import { shownOverride, type ShownOverride } from './overridden.js';

/** A level of the framework, and its name. */
export interface StandingLevel {
  readonly level: number;
  readonly band: string;
  /** Null where the policy does not say, and under an override. */
  readonly confirmed: boolean | null;
}
/** What is shown of a skill or of a domain. */
export interface Standing extends Omit<Estimate, 'belief'>, StandingLevel {
  /** By the policy alone, whatever an assessor decided. */
  readonly computed: StandingLevel;
  readonly override: ShownOverride | null;
  readonly target: number | null;
  readonly gap: number | null;
  readonly trend: () => ShownTrend | null;
  readonly evidenceCount: number;
}
export interface ShownSkill extends Standing {
  readonly skill: PreparedSkill;
  readonly evidence: ShownEvidence;
  /** Contributions that add up to the estimate on the logit; null where the policy gives none. */
  readonly explanation: () => readonly Contribution[] | null;
}
/** A skill's evidence in order, and the policy that weighs it. */
export interface ShownEvidence {
  readonly policy: ScorePolicy;
  readonly pieces: readonly KeptPiece[];
  /** What each fact of the learner moved the skill by. */
  readonly moves: () => readonly Move[];
}
export interface ShownDomain extends Standing {
  readonly domain: PreparedDomain;
  readonly priority: number | null;
  /** The domain's answer in the latest complete self-assessment. */
  readonly rating: DomainRating | null;
  readonly coverage: { readonly skills: number; readonly withEvidence: number };
  readonly skills: readonly ShownSkill[];
}

/** Against 30 days earlier: of the score, and over its uncertainty where the policy knows one. */
export interface ShownTrend {
  readonly change: number;
  readonly z: number | null;
}

/** Everything that one learner's numbers in one version of a framework are made of. */
export interface Basis {
  readonly framework: Framework;
  readonly targets: FrameworkTargets | undefined;
  readonly selfAssessments: readonly SelfAssessment[];
  readonly overrides: Overrides;
  readonly known: Known;
  /** The same, 30 days earlier. */
  readonly earlier: () => Known;
}

/** Domains and skills as they are shown, in the framework's order. Pure: the same basis and policy, the same numbers. */
export const shown = (policy: ScorePolicy, basis: Basis): readonly ShownDomain[] => {
  const { framework, targets, known, selfAssessments, overrides } = basis;
  const estimates = policy.estimate(known);
  const earlier = once(() => policy.estimate(basis.earlier()));
  const ratings = ratingsOf(latestComplete(selfAssessments), framework);
  const skillStanding = (skill: string, domainTarget: number | null) => {
    const estimate = estimates.skill(skill);
    return {
      ...standing(framework, estimate, targets?.skills.get(skill) ?? domainTarget, overrides.skills.get(skill)),
      trend: once(() => trend(estimate, earlier().skill(skill))),
    };
  };
  const domains = framework.domains.map((domain): Omit<ShownDomain, 'priority'> => {
    const target = targets?.domains.get(domain.key) ?? null;
    const counting = domain.counting.map(({ skill }) => known.countsOf(skill));
    const estimate = estimates.domain(domain.counting);
    return {
      domain,
      ...standing(framework, estimate, target, overrides.domains.get(domain.key)),
      trend: once(() => trend(estimate, earlier().domain(domain.counting))),
      rating: ratings.get(domain.key) ?? null,
      coverage: { skills: counting.length, withEvidence: counting.filter(({ teaching }) => teaching > 0).length },
      evidenceCount: counting.reduce((sum, { evidence }) => sum + evidence, 0),
      skills: domain.skills.map((skill) => ({
        skill,
        ...skillStanding(skill.key, target),
        evidenceCount: known.countsOf(skill.key).evidence,
        evidence: { policy, pieces: known.evidenceOf(skill.key), moves: once(() => estimates.moves(skill.key)) },
        explanation: () => estimates.explain(skill.key),
      })),
    };
  });
  const priorities = PRIORITY[framework.priorityRule](domains);
  return domains.map((domain, index) => ({ ...domain, priority: priorities[index] ?? null }));
};

/** An override decides the level, and so band and gap; the score stays as it is computed. */
const standing = (
  framework: Framework,
  estimate: Estimate,
  target: number | null,
  set: OverrideSet | undefined,
): Omit<Standing, 'trend' | 'evidenceCount'> => {
  const { score, standardError } = estimate;
  const computed = computedLevel(framework, estimate);
  const override = set ? shownOverride(set, framework) : null;
  const { level, band, confirmed } = override ? { ...override, confirmed: null } : computed;
  return { score, standardError, confirmed, level, band, target, gap: gapTo(target, level), computed, override };
};

const computedLevel = ({ cuts, bands }: Framework, { score, belief }: Estimate): StandingLevel => {
  const level = levelOf(score, cuts);
  return { level, band: bands[level]?.key ?? '', confirmed: belief && isConfirmed(belief, cuts, level) };
};

const trend = (now: Estimate, then: Estimate): ShownTrend | null => {
  if (now.score === null || then.score === null) return null;
  if (now.belief && then.belief) return trendOf(now.belief, then.belief);
  return { change: now.score - then.score, z: null };
};

/** An item belongs to the home domain that its skill has in this version. */
const ratingsOf = (assessment: SelfAssessment | undefined, { homes }: Framework): ReadonlyMap<string, DomainRating> => {
  const ratings = new Map<string, DomainRating>();
  for (const { skill, confident, hesitationMs } of assessment?.answers ?? []) {
    const home = homes.get(skill);
    if (home !== undefined) ratings.set(home, { confident, hesitationMs });
  }
  return ratings;
};
