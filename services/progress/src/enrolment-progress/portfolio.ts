import { connectionOf, connectionOfList, type Connection, type Context } from '@proficio/graph';
import { atHand } from '../at-hand.js';
import { openerOf } from '../revealed-page.js';
import type { ArtefactDoc } from './artefact-doc.js';
import { Artefact, personalOf } from './artefact-type.js';
import { enrolmentProgress } from './enrolment-progress.js';

interface Asked {
  readonly first: number;
  readonly after: string | undefined;
}

/** A page of an enrolment's artefacts, oldest first. */
export const portfolioNow = async (
  context: Context,
  enrolment: string,
  asked: Asked,
): Promise<Connection<Artefact>> => {
  const { tenant } = context.caller;
  const which = { tenant, index: 'byEnrolment', equals: { enrolment }, ...asked };
  const page = await context.read(enrolmentProgress).page('artefact', which);
  const opener = openerOf(
    context,
    page.entries.flatMap(({ doc }) => personalOf(doc)),
  );
  return connectionOf(page, (doc) => new Artefact(doc.artefact, atHand(doc), opener));
};

/** The same of artefacts at hand, as a mutation left them. Their cursors are of this list, not of the view. */
export const portfolioThen = (
  context: Context,
  artefacts: readonly ArtefactDoc[],
  { first, after }: Asked,
): Connection<Artefact> => {
  const oldestFirst = artefacts.toSorted((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt));
  const opener = openerOf(context, oldestFirst.flatMap(personalOf));
  const shown = oldestFirst.map((doc) => new Artefact(doc.artefact, atHand(doc), opener));
  return connectionOfList(shown, first, after);
};
