import { PolicyEvents, type PolicyEvent, type Projection, type Recorded, type WorkingViews } from '@proficio/events';
import { nameOf, type Policy } from '../policy/policy.js';
import type { Clocks } from '../profile/as-of.js';
import type { ReplayStatus } from '../replay/replay.js';

/** A policy from the moment it was put in force. */
export interface Published extends Clocks {
  readonly policy: Policy;
  readonly replay: string;
  /** Who published it. */
  readonly by: string;
}
/** What has been in force in a framework beside the release's default, oldest first. */
export interface PolicyHistory {
  readonly position: string;
  readonly published: readonly Published[];
}

export interface ReplayDoc {
  readonly position: string;
  readonly replay: string;
  readonly framework: string;
  /** As every number names it. */
  readonly policy: string;
  readonly against: string;
  readonly cohort: string | null;
  readonly status: ReplayStatus;
  /** What was known then is what it reads. */
  readonly startedAt: string;
  readonly startedBy: string;
  /** When it was completed, cancelled, published or discarded last, and by whom. */
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

type Docs = { readonly history: PolicyHistory; readonly replay: ReplayDoc };

const evolve = (views: WorkingViews<Docs>, event: Recorded<PolicyEvent>): void => {
  const { tenant, actor, recordedAt } = event.meta;
  const position = String(event.position);
  const at = { view: 'replay', tenant, key: event.data.replay } as const;
  const end = (status: ReplayStatus): void => {
    const held = views.get(at);
    if (held) views.put(at, { ...held, position, status, endedAt: recordedAt, endedBy: actor });
  };
  switch (event.type) {
    case 'ReplayStarted': {
      const { framework, replay, cohort, policy, against } = event.data;
      const names = { policy: nameOf(policy), against: nameOf(against) };
      const begun = {
        status: 'running',
        startedAt: recordedAt,
        startedBy: actor,
        endedAt: null,
        endedBy: null,
      } as const;
      return views.put(at, { position, replay, framework, cohort, ...names, ...begun });
    }
    case 'ReplayCompleted':
      return end('completed');
    case 'ReplayCancelled':
      return end('cancelled');
    case 'ReplayDiscarded':
      return end('discarded');
    case 'PolicyPublished':
      end('published');
      return putInForce(views, event);
  }
};

/** By the time it was recorded on both clocks: nobody puts a policy in force in the past. */
const putInForce = (
  views: WorkingViews<Docs>,
  { data, meta, position }: Extract<Recorded<PolicyEvent>, { readonly type: 'PolicyPublished' }>,
): void => {
  const at = { view: 'history', tenant: meta.tenant, key: data.framework } as const;
  const { recordedAt, actor: by } = meta;
  const newest = { policy: data.policy, replay: data.replay, by, occurredAt: recordedAt, knownAt: recordedAt };
  views.put(at, { position: String(position), published: [...(views.get(at)?.published ?? []), newest] });
};

/** Which policy is in force in each framework, and every replay. */
export const replays: Projection<Docs, PolicyEvent> = {
  name: 'competency-policy',
  version: 1,
  from: [PolicyEvents],
  views: { history: {}, replay: { byStart: ['startedAt'], byFramework: ['framework', 'startedAt'] } },
  keys: ({ data, meta: { tenant } }) => [
    { view: 'history', tenant, key: data.framework },
    { view: 'replay', tenant, key: data.replay },
  ],
  evolve,
};
