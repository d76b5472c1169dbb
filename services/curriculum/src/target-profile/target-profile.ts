import { RoleEvents, type Projection, type RoleContent, type RoleEvent } from '@proficio/events';

export interface TargetProfileDoc {
  readonly role: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly content: RoleContent;
}

/** Every published version of a role's targets by `key@version`, and the newest by key. */
export const targetProfiles: Projection<
  { readonly version: TargetProfileDoc; readonly newest: TargetProfileDoc },
  RoleEvent
> = {
  name: 'curriculum-target-profiles',
  version: 1,
  from: [RoleEvents],
  views: { version: {}, newest: { byRole: ['role'] } },
  keys: () => [],
  evolve: (views, { type, data, meta: { tenant, recordedAt } }) => {
    if (type !== 'RolePublished') return;
    const { role, version, content } = data;
    const doc = { role, version, publishedAt: recordedAt, content };
    views.put({ view: 'version', tenant, key: `${role}@${version}` }, doc);
    views.put({ view: 'newest', tenant, key: role }, doc);
  },
};
