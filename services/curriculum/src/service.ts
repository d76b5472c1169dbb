import { FrameworkEvents, RoleEvents } from '@proficio/events';
import type { Service } from '@proficio/graph';
import { DraftResolver } from './draft/resolver.js';
import { FrameworkMutations } from './framework/resolver.js';
import { PUBLISHED } from './publication/lasting.js';
import { references } from './publication/references.js';
import { FrameworkResolver } from './publication/resolver.js';
import { RoleMutations } from './role/resolver.js';
import { targetProfileReference } from './target-profile/references.js';
import { TargetProfileResolver, TargetResolver } from './target-profile/resolver.js';
import { projections } from './projections.js';

export const curriculum: Service = {
  name: 'curriculum',
  families: [FrameworkEvents, RoleEvents],
  projections,
  resolvers: [
    FrameworkMutations,
    FrameworkResolver,
    RoleMutations,
    TargetProfileResolver,
    TargetResolver,
    DraftResolver,
  ],
  references: { ...references, TargetProfile: targetProfileReference },
  lasting: PUBLISHED,
};
