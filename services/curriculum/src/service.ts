import { FrameworkEvents, part, RoleEvents } from '@proficio/events';
import type { Service } from '@proficio/graph';
import { frameworkDrafts } from './draft/framework-draft.js';
import { DraftResolver } from './draft/resolver.js';
import { roleDrafts } from './draft/role-draft.js';
import { FrameworkMutations } from './framework/resolver.js';
import { publications } from './publication/publication.js';
import { references } from './publication/references.js';
import { FrameworkResolver } from './publication/resolver.js';
import { RoleMutations } from './role/resolver.js';
import { targetProfileReference } from './target-profile/references.js';
import { TargetProfileResolver, TargetResolver } from './target-profile/resolver.js';
import { targetProfiles } from './target-profile/target-profile.js';

export const curriculum: Service = {
  name: 'curriculum',
  families: [FrameworkEvents, RoleEvents],
  projections: [part(publications), part(targetProfiles), part(frameworkDrafts), part(roleDrafts)],
  resolvers: [
    FrameworkMutations,
    FrameworkResolver,
    RoleMutations,
    TargetProfileResolver,
    TargetResolver,
    DraftResolver,
  ],
  references: { ...references, TargetProfile: targetProfileReference },
};
