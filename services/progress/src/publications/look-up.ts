import type { ReaderOf } from '@proficio/events';
import { publications, versionKey, type PublishedRole, type PublishedVersion } from './publications.js';

/** A version that was published whole, the newest unless given; null for a draft or an unknown one. */
export const publishedVersion = async (
  read: ReaderOf,
  tenant: string,
  framework: string,
  version: number | null,
): Promise<PublishedVersion | null> => {
  const reader = read(publications);
  const asked = version ?? (await reader.get('newest', tenant, framework))?.version;
  if (asked === undefined) return null;
  return (await reader.get('version', tenant, versionKey(framework, asked))) ?? null;
};

/** The newest versions of these frameworks that are published, in two reads. */
export const newestVersions = async (
  read: ReaderOf,
  tenant: string,
  frameworks: readonly string[],
): Promise<readonly PublishedVersion[]> => {
  const reader = read(publications);
  const newest = await reader.getMany('newest', tenant, frameworks);
  const keys = frameworks.flatMap((framework, index) => {
    const version = newest[index]?.version;
    return version === undefined ? [] : [versionKey(framework, version)];
  });
  return (await reader.getMany('version', tenant, keys)).flatMap((published) => published ?? []);
};

export const publishedRole = async (read: ReaderOf, tenant: string, role: string): Promise<PublishedRole | null> =>
  (await read(publications).get('role', tenant, role)) ?? null;
