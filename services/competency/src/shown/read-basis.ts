import { NOT_FOUND, type Context } from '@proficio/graph';
import { learnerKey, type Enrolment, type LearnerDoc } from '../profile/documents.js';
import { latestActive } from '../profile/enrolments.js';
import { profile } from '../profile/profile.js';
import { isBeyond, readEvidence } from '../profile/read-evidence.js';
import { frameworkAt, newestFramework, newestRole } from '../publication/library.js';
import type { Framework, Role } from '../publication/prepared.js';
import type { Basis } from './shown.js';

type Asking = Pick<Context, 'caller' | 'read' | 'kernel'>;

export interface Asked {
  readonly learner: string;
  readonly framework: string;
  readonly role: string | null;
}

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
  const reader = asking.read(profile);
  const learner = await reader.get('learner', tenant, learnerKey(asked.learner, asked.framework));
  const enrolments = (learner?.enrolments ?? []).filter(({ status }) => status === 'active');
  const versions = await pinnedVersions(asking, asked.framework, enrolments);
  const latest = latestActive(enrolments);
  const framework = (latest && versions.get(latest.version)) ?? (await newestFramework(asking, asked.framework));
  if (!framework) throw NOT_FOUND('framework');

  const role = await roleOf(asking, asked.role, latest?.role ?? null);
  const whose = { tenant, learner: asked.learner, framework: asked.framework };
  const evidence = learner && (await readEvidence(reader, whose, learner, framework.homes.keys()));
  return {
    basis: {
      framework,
      targets: role?.targets.get(framework.key),
      learner,
      evidenceOf: (skill) => evidence?.get(skill) ?? [],
    },
    enrolments,
    versions,
    position: newestOf(learner, framework, role),
  };
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

/** The role asked for, which must exist; else that of the enrolment. */
const roleOf = async (asking: Asking, asked: string | null, enrolled: string | null): Promise<Role | undefined> => {
  const key = asked ?? enrolled;
  const role = key === null ? undefined : await newestRole(asking, key);
  if (!role && asked !== null) throw NOT_FOUND('role');
  return role;
};

const newestOf = (...read: readonly (LearnerDoc | Framework | Role | undefined)[]): string =>
  read.reduce((newest, one) => (one && isBeyond(one.position, newest) ? one.position : newest), '0');
