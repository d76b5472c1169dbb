import type { RoleContent, RoleEvent } from '@proficio/events';
import { givenViews, META } from '@proficio/tests';
import { targetProfiles } from './target-profile.js';

const content = (title: string): RoleContent => ({
  title,
  description: '',
  targets: [{ framework: 'carpentry', domain: 'craft', skill: null, level: 2 }],
});
const drafted: RoleEvent = { type: 'RoleDrafted', data: { role: 'joiner', content: content('Draft') } };
const published = (version: number, title: string): RoleEvent => ({
  type: 'RolePublished',
  data: { role: 'joiner', version, content: content(title) },
});
const doc = (version: number, title: string) => ({
  role: 'joiner',
  version,
  publishedAt: META.recordedAt,
  content: content(title),
});

test('a draft is not yet a profile', () => givenViews(targetProfiles, drafted).then('newest', 'joiner', undefined));
test('every version is kept, and the newest is known by key', () => {
  const views = givenViews(targetProfiles, published(1, 'One'), published(2, 'Two'));
  views.then('version', 'joiner@1', doc(1, 'One'));
  views.then('version', 'joiner@2', doc(2, 'Two'));
  views.then('newest', 'joiner', doc(2, 'Two'));
});
