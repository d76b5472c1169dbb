import type { KeptPiece } from '../evidence/in-order.js';
import type { Estimate, ScorePolicy } from '../policy/policy.js';
import type { DomainRating } from '../priority/need.js';
import { PRIORITY } from '../priority/priority.js';
import { latestComplete } from '../profile/self-assessments.js';
import { own, type LearnerDoc, type SelfAssessment } from '../profile/documents.js';
import type { Framework, FrameworkTargets, PreparedDomain, PreparedSkill } from '../publication/prepared.js';
import { gapTo, levelOf } from './level.js';

/** What is shown of a skill or of a domain. */
export interface Standing extends Estimate {
  readonly level: number;
  readonly band: string;
  readonly target: number | null;
  readonly gap: number | null;
  readonly evidenceCount: number;
}
export interface ShownSkill extends Standing {
  readonly skill: PreparedSkill;
  readonly evidence: ShownEvidence;
}
/** A skill's evidence in order, and the policy that weighs it. */
export interface ShownEvidence {
  readonly policy: ScorePolicy;
  readonly pieces: readonly KeptPiece[];
}
export interface ShownDomain extends Standing {
  readonly domain: PreparedDomain;
  readonly priority: number | null;
  /** The domain's answer in the latest complete self-assessment. */
  readonly rating: DomainRating | null;
  readonly coverage: { readonly skills: number; readonly withEvidence: number };
  readonly skills: readonly ShownSkill[];
}

/** Everything that one learner's numbers in one version of a framework are made of. */
export interface Basis {
  readonly framework: Framework;
  readonly targets: FrameworkTargets | undefined;
  readonly learner: LearnerDoc | undefined;
  readonly evidenceOf: (skill: string) => readonly KeptPiece[];
}

/** Domains and skills as they are shown, in the framework's order. Pure: the same basis and policy, the same numbers. */
export const shown = (policy: ScorePolicy, basis: Basis): readonly ShownDomain[] => {
  const { framework, learner, targets, evidenceOf } = basis;
  const estimates = policy.estimate({ learner, evidenceOf });
  const ratings = ratingsOf(latestComplete(learner?.selfAssessments ?? []), framework);
  const domains = framework.domains.map((domain): Omit<ShownDomain, 'priority'> => {
    const target = targets?.domains.get(domain.key) ?? null;
    const counting = domain.counting.map(({ skill }) => countsOf(learner, skill));
    return {
      domain,
      ...standing(framework, estimates.domain(domain.counting), target),
      rating: ratings.get(domain.key) ?? null,
      coverage: { skills: counting.length, withEvidence: counting.filter(({ teaching }) => teaching > 0).length },
      evidenceCount: counting.reduce((sum, { evidence }) => sum + evidence, 0),
      skills: domain.skills.map((skill) => ({
        skill,
        ...standing(framework, estimates.skill(skill.key), targets?.skills.get(skill.key) ?? target),
        evidenceCount: countsOf(learner, skill.key).evidence,
        evidence: { policy, pieces: evidenceOf(skill.key) },
      })),
    };
  });
  const priorities = PRIORITY[framework.priorityRule](domains);
  return domains.map((domain, index) => ({ ...domain, priority: priorities[index] ?? null }));
};

const standing = (
  { cuts, bands }: Framework,
  { score, standardError }: Estimate,
  target: number | null,
): Omit<Standing, 'evidenceCount'> => {
  const level = levelOf(score, cuts);
  return { score, standardError, level, band: bands[level]?.key ?? '', target, gap: gapTo(target, level) };
};

const NO_EVIDENCE = { evidence: 0, teaching: 0 };
const countsOf = (learner: LearnerDoc | undefined, skill: string): { evidence: number; teaching: number } =>
  (learner && own(learner.skills, skill)) ?? NO_EVIDENCE;

/** An item belongs to the home domain that its skill has in this version. */
const ratingsOf = (assessment: SelfAssessment | undefined, { homes }: Framework): ReadonlyMap<string, DomainRating> => {
  const ratings = new Map<string, DomainRating>();
  for (const { skill, confident, hesitationMs } of assessment?.answers ?? []) {
    const home = homes.get(skill);
    if (home !== undefined) ratings.set(home, { confident, hesitationMs });
  }
  return ratings;
};
