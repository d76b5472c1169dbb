import {
  FrameworkEvents,
  joined,
  perKey,
  type FrameworkContent,
  type FrameworkEvent,
  type Projection,
  type Recorded,
} from '@proficio/events';
import { drafted, moved, type Draft } from './draft.js';

export type FrameworkDraftDoc = Draft<FrameworkContent>;

const change = (
  draft: FrameworkDraftDoc | undefined,
  event: Recorded<FrameworkEvent>,
): FrameworkDraftDoc | undefined => {
  switch (event.type) {
    case 'FrameworkDrafted': {
      const { part, parts, content } = event.data;
      const before = part > 1 && draft && draft.status !== 'published' ? [draft.content] : [];
      const status = part < parts ? 'arriving' : 'draft';
      return drafted(draft, joined([...before, content]), event.meta.recordedAt, status);
    }
    case 'FrameworkSubmitted':
      return moved(draft, { status: 'submitted' });
    case 'FrameworkReviewed':
      return moved(draft, { status: event.data.approved ? 'approved' : 'draft', note: event.data.note });
    case 'FrameworkPublished':
      return { status: 'published', version: event.data.version };
  }
};

/** The current draft of every framework, with what became of it. */
export const frameworkDrafts: Projection<{ readonly draft: FrameworkDraftDoc }, FrameworkEvent> = {
  name: 'curriculum-framework-drafts',
  version: 2,
  from: [FrameworkEvents],
  views: { draft: {} },
  ...perKey('draft', ({ data }) => data.framework, change),
};
