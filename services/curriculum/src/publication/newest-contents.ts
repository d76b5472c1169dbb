import type { FrameworkContent } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { publications, versionId } from './publication.js';

/** The newest published content of each framework, as far as there is one. */
export const newestContents = async (
  { caller: { tenant }, read }: Pick<Context, 'caller' | 'read'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, FrameworkContent>> => {
  const reader = read(publications);
  const newest = (await reader.getMany('newest', tenant, keys)).filter((each) => each !== undefined);
  const versions = await reader.getMany('publication', tenant, newest.map(versionId));
  return new Map(versions.flatMap((each) => (each?.content ? [[each.framework, each.content]] : [])));
};
