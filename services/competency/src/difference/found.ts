import type { ReaderOf, ViewReader } from '@proficio/events';
import { differenceAt, setOf, type Difference, type DifferenceDocs } from './difference.js';

/** What a replay has found; undefined before it has read anyone, and when it is gone. */
export const readFound = (read: ReaderOf, replay: string): Promise<ViewReader<DifferenceDocs> | undefined> =>
  read.in<DifferenceDocs>(setOf(replay));

export const foundSoFar = async (read: ReaderOf, tenant: string, replay: string): Promise<Difference | undefined> =>
  (await readFound(read, replay))?.get('difference', tenant, differenceAt(tenant).key);

/** The same once every learner was read: whoever decides is shown all of it or nothing. */
export const wholeFound = async (
  read: ReaderOf,
  tenant: string,
  replay: string,
): Promise<ViewReader<DifferenceDocs> | undefined> =>
  (await foundSoFar(read, tenant, replay))?.status === 'whole' ? readFound(read, replay) : undefined;
