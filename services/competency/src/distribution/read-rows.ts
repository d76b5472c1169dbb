import type { Context } from '@proficio/graph';
import { policyFor } from '../policy/catalogue.js';
import { proficiency } from '../policy/proficiency.js';
import type { AsOf } from '../profile/as-of.js';
import type { Framework } from '../publication/prepared.js';
import { readBasis } from '../shown/read-basis.js';
import { shown, type Standing } from '../shown/shown.js';
import type { Row } from '../suppression/judge.js';
import type { Asked } from './asked.js';

type Asking = Pick<Context, 'caller' | 'read' | 'kernel' | 'now'>;
type Reached = Pick<Standing, 'level' | 'score' | 'target'>;
/** What is shown of one learner, by name of the domain or skill. */
type Profile = ReadonlyMap<string, Reached>;

/** So many at once that reads are worth their while, and so few that other requests get their turn in between. */
const AT_ONCE = 16;
/** What a profile does not show, since its version of the framework has no such skill, is without evidence. */
const NOTHING: Reached = { level: 0, score: null, target: null };

const domainName = (key: string): string => `domain ${key}`;
const skillName = (key: string): string => `skill ${key}`;

/** The rows of a framework: every domain followed by the skills at home in it. */
export const namesIn = ({ domains }: Framework): readonly string[] =>
  domains.flatMap(({ key, skills }) => [domainName(key), ...skills.map((skill) => skillName(skill.key))]);

/** Where each of the learners stands, by the very code that shows a profile: each by the version of their own. */
export const readRows = async (
  asking: Asking,
  learners: readonly string[],
  asked: Asked,
  framework: Framework,
): Promise<readonly Row[]> => {
  const { now, before } = await profilesOf(asking, learners, asked);
  const names = namesIn(framework);
  const highest = framework.bands.length - 1;
  const reached = (profiles: readonly Profile[], name: string) => {
    const standings = profiles.map((profile) => profile.get(name) ?? NOTHING);
    return {
      levels: standings.map(({ level }) => Math.min(level, highest)),
      scores: standings.map(({ score }) => score),
      targets: standings.map(({ target }) => target),
    };
  };
  const counting = countingIn(framework, names);
  return names.map((name) => ({
    ...reached(now, name),
    before: asked.since && reached(before, name),
    counting: counting.get(name) ?? [],
  }));
};

/** Places of the skills that count in a domain, by its name. */
const countingIn = ({ domains }: Framework, names: readonly string[]): ReadonlyMap<string, readonly number[]> => {
  const places = new Map(names.map((name, place) => [name, place]));
  return new Map(
    domains.map(({ key, counting }) => [
      domainName(key),
      counting.flatMap(({ skill }) => places.get(skillName(skill)) ?? []),
    ]),
  );
};

/** Both days of some learners together, so that what both are made of is read at once. */
const profilesOf = async (asking: Asking, learners: readonly string[], asked: Asked) => {
  const now: Profile[] = [];
  const before: Profile[] = [];
  for (let at = 0; at < learners.length; at += AT_ONCE) {
    const some = learners.slice(at, at + AT_ONCE);
    const on = (day: AsOf | null) => Promise.all(some.map((learner) => profileOf(asking, learner, asked, day)));
    const [later, earlier] = await Promise.all([on(asked.asOf), asked.since ? on(asked.since) : []]);
    now.push(...later);
    before.push(...earlier);
  }
  return { now, before };
};

const profileOf = async (asking: Asking, learner: string, asked: Asked, asOf: AsOf | null): Promise<Profile> => {
  const { framework, role, clock, policy } = asked;
  const beliefAlone = policy.id === proficiency.policy.id;
  const { basis } = await readBasis(asking, { learner, framework, role, asOf, clock, beliefAlone });
  const domains = shown(policyFor(policy, basis.framework), basis);
  return new Map(
    domains.flatMap((domain) => [
      [domainName(domain.domain.key), reachedIn(domain)] as const,
      ...domain.skills.map((skill) => [skillName(skill.skill.key), reachedIn(skill)] as const),
    ]),
  );
};

const reachedIn = ({ level, score, target }: Reached): Reached => ({ level, score, target });
