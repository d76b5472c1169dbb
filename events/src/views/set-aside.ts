import { tenantOf } from '../ports/event-store.js';
import type { Page, PageQuery, Put, ViewSet, ViewStore } from '../ports/view-store.js';
import { HOUSE } from '../kernel/identity.js';
import type { StoredEvent } from '../kernel/message.js';

/** An event that a projection could not take. Nothing of it is in the projection's other documents. */
export interface SetAside {
  readonly tenant: string;
  /** Whom it is about, where it says so: what is shown of them lacks something. */
  readonly learner: string | null;
  readonly stream: string;
  readonly revision: string;
  /** With leading zeros, so that as text it sorts in the order of the log. */
  readonly position: string;
  readonly event: string;
  readonly type: string;
  /** What was thrown. Of personal data events hold the sealed text alone, and so can their errors. */
  readonly reason: string;
}

/** The kernel's own view in the set of every projection; it is of the house, since whoever looks after it has no tenant. */
export const SET_ASIDE = '#setAside';
export const SET_ASIDE_INDEXES = { byPosition: ['position'], byLearner: ['tenant', 'learner'] } as const;

const LONGEST_REASON = 500;
const AT_ONCE = 500;

export const setAside = ({ stream, revision, position, id, type, data }: StoredEvent, reason: unknown): SetAside => ({
  tenant: tenantOf(stream),
  learner: learnerIn(data),
  stream,
  revision: String(revision),
  position: String(position).padStart(19, '0'),
  event: id,
  type,
  reason: (reason instanceof Error ? reason.message : String(reason)).slice(0, LONGEST_REASON),
});

/** It may be what could not be read, so nothing is taken for granted. */
const learnerIn = (data: unknown): string | null => {
  const learner = typeof data === 'object' && data !== null && 'learner' in data ? data.learner : null;
  return typeof learner === 'string' ? learner : null;
};

const OF_HOUSE = { view: SET_ASIDE, tenant: HOUSE } as const;

export const putAside = (doc: SetAside): Put => ({
  ...OF_HOUSE,
  key: `${doc.stream}@${doc.revision}`,
  doc,
});

/** In the order of the log. @throws BadCursorError */
export const setAsidePage = async (store: ViewStore, set: ViewSet, after?: string): Promise<Page<SetAside>> => {
  const query = { ...OF_HOUSE, index: 'byPosition', equals: {}, first: AT_ONCE, after };
  return (await store.page(set, query)) as Page<SetAside>;
};

/** All of a set, page by page. */
export async function* setAsideIn(store: ViewStore, set: ViewSet): AsyncGenerator<readonly SetAside[]> {
  for (let after: string | undefined; ;) {
    const { entries, hasNextPage } = await setAsidePage(store, set, after);
    yield entries.map(({ doc }) => doc);
    if (!hasNextPage) return;
    after = entries.at(-1)?.cursor;
  }
}

/** Is there one about this learner? */
export const asideOf = (tenant: string, learner: string): PageQuery => ({
  ...OF_HOUSE,
  index: 'byLearner',
  equals: { tenant, learner },
  first: 1,
});
