import type {
  AttemptEvent,
  Binding,
  EnrolmentEvent,
  EvidenceKind,
  OverrideEvent,
  Recorded,
  RecognitionEvent,
  ResultEvent,
} from '@proficio/events';
import type { Entry } from './piece.js';

/** Events of assessment and progress that may tell something about a learner's skills. */
export type FactEvent = AttemptEvent | ResultEvent | RecognitionEvent | EnrolmentEvent | OverrideEvent;

/** An entry on its way to the skill that it tells about. */
export interface Filed {
  readonly framework: string;
  readonly skill: string;
  readonly entry: Entry;
}

interface Fact {
  readonly kind: EvidenceKind;
  readonly item: string | null;
  readonly outcome: number | null;
  readonly itemWeight: number;
  readonly hesitationMs: number | null;
}
type Bound = readonly Binding[];

/** What one event tells: an entry for each skill it is bound to, by the bindings that it carries; most often one or none. */
export const evidenceOf = (event: Recorded<FactEvent>): readonly Filed[] => {
  switch (event.type) {
    case 'AnswerRecorded':
      return pieces(event, event.data.bindings, answered(event.data));
    case 'ResultRecorded':
      return pieces(event, event.data.bindings, scored(event.data));
    case 'ResultCorrected':
      return pieces(event, event.data.bindings, scored(event.data), { replaces: event.data.replaces });
    case 'ResultWithdrawn':
      return withdrawals(event, event.data.bindings, event.data.replaces);
    case 'AttemptWithdrawn':
      return event.data.answers.flatMap(({ eventId, bindings }) => withdrawals(event, bindings, eventId));
    case 'PriorLearningRecognised':
      return pieces(event, event.data.bindings, recognised(event.data));
    case 'PriorLearningCorrected':
      return pieces(event, event.data.bindings, recognised(event.data), { replaces: event.data.replaces });
    case 'ArtefactReviewed':
      return event.data.criteria.flatMap((criterion, index, all) =>
        pieces(event, criterion.bindings, reviewed(criterion), { from: placesBefore(all, index) }),
      );
    case 'ActivityCompleted':
    case 'HoursLogged':
      return pieces(event, trained(event.data), completed(event.data));
    case 'AttemptStarted':
    case 'AttemptSubmitted':
    case 'LearnerEnrolled':
    case 'ActivityStarted':
    case 'ArtefactSubmitted':
    case 'EnrolmentEnded':
    case 'LevelOverridden':
    case 'OverrideRevoked':
      return [];
  }
};

const answered = (answer: Omit<Fact, 'itemWeight'> & { readonly weight: number }): Fact => ({
  kind: answer.kind,
  item: answer.item,
  outcome: answer.outcome,
  itemWeight: answer.weight,
  hesitationMs: answer.hesitationMs,
});
const scored = (result: Pick<Fact, 'kind' | 'item' | 'outcome'> & { readonly weight: number }): Fact => ({
  kind: result.kind,
  item: result.item,
  outcome: result.outcome,
  itemWeight: result.weight,
  hesitationMs: null,
});
const reviewed = ({ item, outcome, weight }: { item: string; outcome: number; weight: number }): Fact => ({
  kind: 'rubric',
  item,
  outcome,
  itemWeight: weight,
  hesitationMs: null,
});
const recognised = ({ outcome }: { readonly outcome: number }): Fact => ({
  kind: 'recognised-prior',
  item: null,
  outcome,
  itemWeight: 1,
  hesitationMs: null,
});
const completed = ({ activity }: { readonly activity: string }): Fact => ({
  kind: 'completion',
  item: activity,
  outcome: null,
  itemWeight: 1,
  hesitationMs: null,
});

const trained = ({ framework, skills }: { readonly framework: string; readonly skills: readonly string[] }): Bound =>
  skills.map((skill) => ({ framework, skill, share: 1 / skills.length }));

/** Two criteria may tell about the same skill; their pieces must not share a place. */
const placesBefore = (criteria: readonly { readonly bindings: Bound }[], index: number): number =>
  criteria.slice(0, index).reduce((places, { bindings }) => places + bindings.length, 0);

/** One literal for each piece, since rebuilding a log makes millions of them. */
const pieces = (
  { id, meta: { occurredAt, recordedAt }, position }: Recorded<FactEvent>,
  bindings: Bound,
  { kind, item, outcome, itemWeight, hesitationMs }: Fact,
  { replaces, from = 0 }: { readonly replaces?: string; readonly from?: number } = {},
): readonly Filed[] =>
  bindings.map(({ framework, skill, share }, index) => {
    const entry = {
      eventId: id,
      place: from + index,
      kind,
      item,
      outcome,
      itemWeight,
      share,
      hesitationMs,
      occurredAt,
      recordedAt,
      position: String(position),
      knownAt: recordedAt,
      reading: null,
    };
    return { framework, skill, entry: replaces === undefined ? entry : { ...entry, replaces } };
  });

const withdrawals = (
  { id, meta: { recordedAt }, position }: Recorded<FactEvent>,
  bindings: Bound,
  withdraws: string,
): readonly Filed[] =>
  bindings.map(({ framework, skill }) => ({
    framework,
    skill,
    entry: { eventId: id, kind: 'withdrawal', withdraws, recordedAt, position: String(position), knownAt: recordedAt },
  }));
