import { readAbout, type ViewReader } from '@proficio/events';
import { NOT_FOUND, type Context } from '@proficio/graph';
import { learnerKey, type Enrolment, type LearnerDoc, type ProfileDocs } from '../profile/documents.js';
import { enrolmentsAt, latestActive } from '../profile/enrolments.js';
import { knownAt, type Held } from '../profile/known.js';
import { overridesAt } from '../profile/overrides.js';
import { profile } from '../profile/profile.js';
import { isBeyond, readHeld } from '../profile/read-evidence.js';
import { selfAssessmentsAt } from '../profile/self-assessments.js';
import { frameworkAt, newestFramework } from '../publication/library.js';
import type { Framework, Role } from '../publication/prepared.js';
import type { Known } from '../policy/policy.js';
import type { Asked } from './asked.js';
import { readBeside, type ReadBeside } from './read-beside.js';
import type { Basis } from './shown.js';

type Asking = Pick<Context, 'caller' | 'read' | 'kernel' | 'now'>;

/** What a profile is made of, and where the log stood for it. */
export interface Read {
  readonly basis: Basis;
  readonly enrolments: readonly Enrolment[];
  /** The versions that the active enrolments are pinned to. */
  readonly versions: ReadonlyMap<number, Framework>;
  readonly position: string;
}

/** @throws GraphQLError NOT_FOUND of a framework that nobody published, or of a role that was asked for */
export const readBasis = async (asking: Asking, asked: Asked): Promise<Read> => {
  const { tenant } = asking.caller;
  const { asOf } = asked;
  const reader = readAbout(asking.read, profile, tenant, asked.framework);
  const reading = readLearner(reader, tenant, asked);
  const beside = readBeside(asking, reader, asked);
  const { learner, recent } = await reading;
  const enrolments = enrolmentsAt(learner?.enrolments ?? [], asOf).filter(({ status }) => status === 'active');
  const versions = await pinnedVersions(asking, asked.framework, enrolments);
  const latest = latestActive(enrolments);
  const framework = (latest && versions.get(latest.version)) ?? (await newestFramework(asking, asked.framework, asOf));
  if (!framework) throw NOT_FOUND('framework');

  // Together, so that both are one read of the store.
  const [role, held] = await Promise.all([
    roleOf(beside, asked, latest?.role ?? null),
    learner && recent ? readHeld(beside.chunks, learner, recent) : { learner, entries: NO_ENTRIES },
  ]);
  beside.needed({ role: latest?.role ?? null, chunks: recent?.chunks ?? 0 });
  return {
    basis: {
      framework,
      targets: role?.targets.get(framework.key),
      selfAssessments: selfAssessmentsAt(learner?.selfAssessments ?? [], asOf),
      overrides: overridesAt(learner?.overrides ?? [], asOf),
      known: knownAt(held, asOf, asking.now),
      earlier: earlier(held, asked, asking.now),
    },
    enrolments,
    versions,
    position: newestOf(learner, framework, role),
  };
};

const NO_ENTRIES: Held['entries'] = new Map();

/** The learner's document, and the newest entries as they were then or later; none where what is believed is enough. */
const readLearner = async (reader: ViewReader<ProfileDocs>, tenant: string, asked: Asked) => {
  const key = learnerKey(asked.learner, asked.framework);
  if (asked.beliefAlone !== true || asked.asOf !== null) {
    const [learner, recent] = await reader.pair(['learner', 'recent'], tenant, key);
    return { learner, recent };
  }
  const learner = await reader.get('learner', tenant, key);
  return { learner, recent: learner?.refold === true ? await reader.get('recent', tenant, key) : undefined };
};

const pinnedVersions = async (
  asking: Asking,
  key: string,
  enrolments: readonly Enrolment[],
): Promise<ReadonlyMap<number, Framework>> => {
  const versions = new Map<number, Framework>();
  for (const version of new Set(enrolments.map(({ version }) => version))) {
    const framework = await frameworkAt(asking, key, version);
    if (framework) versions.set(version, framework);
  }
  return versions;
};

const TREND_MS = 30 * 86_400_000;

/** What was known 30 days before, on the clock asked for: read with the rest, computed only when it is asked for. */
const earlier = (held: Held, { asOf, clock }: Asked, now: Date): (() => Known) => {
  const then = new Date((asOf === null ? now.getTime() : Date.parse(asOf.at)) - TREND_MS);
  return () => knownAt(held, { clock, at: then.toISOString() }, now);
};

/** The role asked for, which must exist; else that of the enrolment. */
const roleOf = async (
  { role: read }: ReadBeside,
  { role: asked }: Asked,
  enrolled: string | null,
): Promise<Role | undefined> => {
  const key = asked ?? enrolled;
  const role = key === null ? undefined : await read(key);
  if (!role && asked !== null) throw NOT_FOUND('role');
  return role;
};

const newestOf = (...read: readonly (LearnerDoc | Framework | Role | undefined)[]): string =>
  read.reduce((newest, one) => (one && isBeyond(one.position, newest) ? one.position : newest), '0');
