import {
  EnrolmentEvents,
  type EnrolmentEvent,
  type Projection,
  type Recorded,
  type ViewKey,
  type WorkingViews,
} from '@proficio/events';
import { allClosed } from '../enrolment/closing.js';
import { untouched, workAfter, type Work } from '../enrolment/work.js';
import { artefactAfter, type ArtefactDoc } from './artefact-doc.js';

/** An enrolment as queries show it. Times are when it happened, ISO 8601 in UTC. */
export interface EnrolmentDoc {
  readonly enrolment: string;
  readonly learner: string;
  readonly framework: string;
  readonly version: number;
  /** Null for a single path. */
  readonly course: string | null;
  readonly role: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** All its paths are. */
  readonly closed: boolean;
  readonly work: Work;
}

export const statusOf = ({ endedAt, closed }: Pick<EnrolmentDoc, 'endedAt' | 'closed'>) => {
  if (endedAt !== null) return 'ENDED';
  return closed ? 'CLOSED' : 'ACTIVE';
};

type Progress = { readonly enrolment: EnrolmentDoc; readonly artefact: ArtefactDoc };

const enrolmentAt = ({ data, meta }: Recorded<EnrolmentEvent>): ViewKey<'enrolment'> => ({
  view: 'enrolment',
  tenant: meta.tenant,
  key: data.enrolment,
});

const artefactAt = (event: Recorded<EnrolmentEvent>): ViewKey<'artefact'> | undefined =>
  event.type === 'ArtefactSubmitted' || event.type === 'ArtefactReviewed'
    ? { view: 'artefact', tenant: event.meta.tenant, key: event.data.artefact }
    : undefined;

export const enrolmentProgress: Projection<Progress, EnrolmentEvent> = {
  name: 'enrolment-progress',
  version: 3,
  from: [EnrolmentEvents],
  views: {
    enrolment: { byLearner: ['learner', 'startedAt'] },
    artefact: { byEnrolment: ['enrolment', 'submittedAt'] },
  },
  keys: (event) => {
    const artefact = artefactAt(event);
    return artefact ? [enrolmentAt(event), artefact] : [enrolmentAt(event)];
  },
  evolve: (views, event) => {
    const enrolment = enrolmentAfter(views.get(enrolmentAt(event)), event);
    if (!enrolment) return;
    views.put(enrolmentAt(event), enrolment);
    moveArtefact(views, enrolment, event);
  },
};

/** An enrolment after one more of its events. */
export const enrolmentAfter = (
  before: EnrolmentDoc | undefined,
  event: Recorded<EnrolmentEvent>,
): EnrolmentDoc | undefined => {
  if (event.type === 'LearnerEnrolled') {
    const { paths, activities, ...data } = event.data;
    const work = untouched({ paths, activities });
    return { ...data, startedAt: event.meta.occurredAt, endedAt: null, closed: false, work };
  }
  if (!before) return undefined;
  const work = workAfter(before.work, event);
  const endedAt = event.type === 'EnrolmentEnded' ? event.meta.occurredAt : before.endedAt;
  return { ...before, work, endedAt, closed: allClosed(work) };
};

const moveArtefact = (
  views: WorkingViews<Progress>,
  enrolment: EnrolmentDoc,
  event: Recorded<EnrolmentEvent>,
): void => {
  const at = artefactAt(event);
  const artefact = at && artefactAfter(views.get(at), enrolment.version, event);
  if (at && artefact) views.put(at, artefact);
};
