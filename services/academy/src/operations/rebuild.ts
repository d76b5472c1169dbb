import { rebuild } from '@proficio/events';
import { OperationRefusedError } from '@proficio/infra';
import type { Operated } from './stores.js';

/** Builds projections anew beside the live ones and puts them in their place; all of them where none is named. */
export const rebuildViews = async (
  { events, views, projections }: Operated,
  name: string | undefined,
): Promise<readonly string[]> => {
  const asked = projections.filter((projection) => name === undefined || projection.name === name);
  if (asked.length === 0) {
    const known = projections.map((projection) => projection.name).join(', ');
    throw new OperationRefusedError(`there is no projection ${name}; there are ${known}`);
  }
  for (const projection of asked) await rebuild(projection, events, views);
  return asked.map((projection) => projection.name);
};
