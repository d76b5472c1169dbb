import { maySee, NOT_FOUND, type Context } from '@proficio/graph';
import { atHand, whenAsked } from '../at-hand.js';
import type { ArtefactDoc } from './artefact-doc.js';
import { Artefact } from './artefact-type.js';
import { enrolmentProgress, type EnrolmentDoc } from './enrolment-progress.js';
import { Enrolment } from './types.js';

const enrolmentDoc = ({ caller, read }: Context, id: string): Promise<EnrolmentDoc | undefined> =>
  read(enrolmentProgress).get('enrolment', caller.tenant, id);

const artefactDoc = ({ caller, read }: Context, id: string): Promise<ArtefactDoc | undefined> =>
  read(enrolmentProgress).get('artefact', caller.tenant, id);

/** What a mutation has just written, read when asked and once the views contain `position`. */
export const enrolmentOf = (context: Context, id: string, position: bigint): Enrolment =>
  new Enrolment(
    id,
    whenAsked(async () => {
      await context.until(position);
      return found(await enrolmentDoc(context, id), 'enrolment');
    }),
  );

export const artefactOf = (context: Context, id: string, position: bigint): Artefact =>
  new Artefact(
    id,
    whenAsked(async () => {
      await context.until(position);
      return found(await artefactDoc(context, id), 'artefact');
    }),
  );

/** @throws GraphQLError NOT_FOUND, also where its learner does not exist to the caller */
export const seenEnrolment = async (context: Context, id: string): Promise<Enrolment> =>
  new Enrolment(id, atHand(visible(context, await enrolmentDoc(context, id), 'enrolment')));

/** @throws GraphQLError NOT_FOUND, also where its learner does not exist to the caller */
export const seenArtefact = async (context: Context, id: string): Promise<Artefact> =>
  new Artefact(id, atHand(visible(context, await artefactDoc(context, id), 'artefact')));

const visible = <Doc extends { readonly learner: string }>(
  { caller }: Context,
  doc: Doc | undefined,
  what: string,
): Doc => {
  const there = found(doc, what);
  if (!maySee(caller, there.learner)) throw NOT_FOUND(what);
  return there;
};

const found = <Doc>(doc: Doc | undefined, what: string): Doc => {
  if (doc === undefined) throw NOT_FOUND(what);
  return doc;
};
