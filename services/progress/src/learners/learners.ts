import {
  HOUSE,
  isMeeting,
  MEETING,
  type MeetingEvent,
  type Projection,
  type Recorded,
  type Sealed,
  type ViewKey,
} from '@proficio/events';

/**
 * A learner whom the service has met: registered, enrolled, named by a result or a recognition, or by themselves, or at
 * an attempt of their own.
 */
export interface KnownLearner {
  readonly learner: string;
  /** When the service met them first. */
  readonly since: string;
  readonly registered: boolean;
  readonly state: 'open' | 'erased';
  readonly name: Sealed<string> | null;
}

/** An erased learner of any tenant: whose key must be gone. */
export interface ErasedLearner {
  readonly of: string;
  readonly learner: string;
}

type Met = { readonly learner: KnownLearner; readonly erased: ErasedLearner };

const at = ({ data, meta }: Recorded<MeetingEvent>): ViewKey<'learner'> => ({
  view: 'learner',
  tenant: meta.tenant,
  key: data.learner,
});

/** What the event changes, or null: most events are of someone known and tell nothing new. */
const change = (known: KnownLearner | undefined, event: Recorded<MeetingEvent>): Partial<KnownLearner> | null => {
  if (event.type === 'LearnerRegistered') return { registered: true, name: event.data.name ?? known?.name ?? null };
  if (event.type === 'LearnerNamed') return { name: event.data.name };
  if (event.type === 'LearnerErased') return { state: 'erased' };
  return isMeeting(event) && !known ? {} : null;
};

/** A learner after one more event about them; as before where it tells nothing new. */
export const knownAfter = (
  before: KnownLearner | undefined,
  event: Recorded<MeetingEvent>,
): KnownLearner | undefined => {
  const changed = change(before, event);
  if (!changed) return before;
  const { learner } = event.data;
  const met = { learner, since: event.meta.recordedAt, registered: false, state: 'open', name: null } as const;
  return { ...met, ...before, ...changed };
};

export const learners: Projection<Met, MeetingEvent> = {
  name: 'learners',
  version: 2,
  from: MEETING,
  views: { learner: { bySince: ['since'] }, erased: { byTenant: ['of', 'learner'] } },
  keys: (event) => [at(event)],
  evolve: (views, event) => {
    const before = views.get(at(event));
    const known = knownAfter(before, event);
    if (known && known !== before) views.put(at(event), known);
    if (event.type !== 'LearnerErased') return;
    const { data, meta } = event;
    const erased = { of: meta.tenant, learner: data.learner };
    views.put({ view: 'erased', tenant: HOUSE, key: `${erased.of} ${erased.learner}` }, erased);
  },
};
