import type { EnrolmentEvent, Recorded } from '@proficio/events';
import type { Context } from '@proficio/graph';
import { eventsInLog } from '../enrolment/log.js';
import { artefactAfter, type ArtefactDoc } from './artefact-doc.js';
import { enrolmentAfter, type EnrolmentDoc } from './enrolment-progress.js';

/** An enrolment and its artefacts by id, in the order they were submitted, as they were once. */
export interface EnrolmentThen {
  readonly enrolment: EnrolmentDoc;
  readonly artefacts: ReadonlyMap<string, ArtefactDoc>;
}

/**
 * As of one revision, from the log: what a mutation wrote is told so, and told the same to a repeat, however far the
 * views are. Undefined where nothing was begun.
 */
export const enrolmentThen = async (
  context: Context,
  id: string,
  revision: bigint,
): Promise<EnrolmentThen | undefined> => {
  const events = await eventsInLog(context, id);
  return events.filter((event) => event.revision <= revision).reduce(after, undefined);
};

const after = (before: EnrolmentThen | undefined, event: Recorded<EnrolmentEvent>): EnrolmentThen | undefined => {
  const enrolment = enrolmentAfter(before?.enrolment, event);
  if (!enrolment) return undefined;
  const artefacts = new Map(before?.artefacts);
  if (event.type === 'ArtefactSubmitted' || event.type === 'ArtefactReviewed') {
    const { artefact } = event.data;
    const changed = artefactAfter(artefacts.get(artefact), enrolment.version, event);
    if (changed) artefacts.set(artefact, changed);
  }
  return { enrolment, artefacts };
};
