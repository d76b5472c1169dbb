import { perKey, RoleEvents, type Projection, type Recorded, type RoleContent, type RoleEvent } from '@proficio/events';
import { drafted, moved, type Draft } from './draft.js';

export type RoleDraftDoc = Draft<RoleContent>;

const change = (draft: RoleDraftDoc | undefined, event: Recorded<RoleEvent>): RoleDraftDoc | undefined => {
  switch (event.type) {
    case 'RoleDrafted':
      return drafted(draft, event.data.content, event.meta.recordedAt);
    case 'RoleSubmitted':
      return moved(draft, { status: 'submitted' });
    case 'RoleReviewed':
      return moved(draft, { status: event.data.approved ? 'approved' : 'draft', note: event.data.note });
    case 'RolePublished':
      return { status: 'published', version: event.data.version };
  }
};

/** The current draft of every role's target profile, with what became of it. */
export const roleDrafts: Projection<{ readonly draft: RoleDraftDoc }, RoleEvent> = {
  name: 'curriculum-role-drafts',
  version: 1,
  from: [RoleEvents],
  views: { draft: {} },
  ...perKey('draft', ({ data }) => data.role, change),
};
