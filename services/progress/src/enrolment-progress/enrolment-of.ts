import { maySee, NOT_FOUND, type Context } from '@proficio/graph';
import { atHand, tell, whenAsked } from '../at-hand.js';
import type { ArtefactDoc } from './artefact-doc.js';
import { Artefact } from './artefact-type.js';
import { enrolmentProgress, type EnrolmentDoc } from './enrolment-progress.js';
import { enrolmentThen } from './enrolment-then.js';
import { Enrolment } from './types.js';

const enrolmentDoc = ({ caller, read }: Context, id: string): Promise<EnrolmentDoc | undefined> =>
  read(enrolmentProgress).get('enrolment', caller.tenant, id);

const artefactDoc = ({ caller, read }: Context, id: string): Promise<ArtefactDoc | undefined> =>
  read(enrolmentProgress).get('artefact', caller.tenant, id);

/** An enrolment as a command left it, and its artefacts: read from the log when asked, once for all of them. */
export const enrolmentAsOf = (context: Context, id: string, revision: bigint) => {
  const left = whenAsked(async () => found(await enrolmentThen(context, id, revision), 'enrolment'));
  const artefact = (artefact: string): Artefact =>
    new Artefact(
      artefact,
      whenAsked(async () => found(await tell(left, ({ artefacts }) => artefacts.get(artefact)), 'artefact')),
    );
  const doc = whenAsked(async () => tell(left, ({ enrolment }) => enrolment));
  return { enrolment: new Enrolment(id, doc, left), artefact };
};

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
