import {
  slicesOf,
  type FrameworkContent,
  type FrameworkEvent,
  type RoleContent,
  type RoleEvent,
} from '@proficio/events';
import { givenViews, META, SMALL_FRAMEWORK } from '@proficio/tests';
import { frameworkDrafts } from './framework-draft.js';
import { roleDrafts } from './role-draft.js';

const drafted = (content: FrameworkContent): readonly FrameworkEvent[] =>
  slicesOf(content).map((slice, index, { length }) => ({
    type: 'FrameworkDrafted',
    data: { framework: 'carpentry', part: index + 1, parts: length, content: slice },
  }));
const submitted: FrameworkEvent = { type: 'FrameworkSubmitted', data: { framework: 'carpentry' } };
const reviewed = (approved: boolean, note: string): FrameworkEvent => ({
  type: 'FrameworkReviewed',
  data: { framework: 'carpentry', approved, note },
});
const published: FrameworkEvent = {
  type: 'FrameworkPublished',
  data: { framework: 'carpentry', version: 1, part: 1, parts: 1, content: SMALL_FRAMEWORK },
};
const other = { ...SMALL_FRAMEWORK, title: 'Another title' };
const doc = { status: 'draft', version: 1, draftedAt: META.recordedAt, note: null, content: SMALL_FRAMEWORK } as const;

describe('the draft of a framework', () => {
  const after = (...events: readonly FrameworkEvent[]) => givenViews(frameworkDrafts, ...events);

  test('is what was drafted last', () =>
    after(...drafted(other), ...drafted(SMALL_FRAMEWORK)).then('draft', 'carpentry', doc));
  test('tells how far it is', () => {
    after(...drafted(SMALL_FRAMEWORK), submitted).then('draft', 'carpentry', { ...doc, status: 'submitted' });
    after(...drafted(SMALL_FRAMEWORK), submitted, reviewed(true, 'Good')).then('draft', 'carpentry', {
      ...doc,
      status: 'approved',
      note: 'Good',
    });
  });
  test('is a draft again after a review that said no, with its note', () =>
    after(...drafted(other), submitted, reviewed(false, 'Shorter'), ...drafted(SMALL_FRAMEWORK)).then(
      'draft',
      'carpentry',
      { ...doc, note: 'Shorter' },
    ));
  test('is gone once it is published', () =>
    after(...drafted(SMALL_FRAMEWORK), published).then('draft', 'carpentry', { status: 'published', version: 1 }));
  test('begins the next version after a publication', () =>
    after(...drafted(other), reviewed(true, 'Good'), published, ...drafted(SMALL_FRAMEWORK)).then(
      'draft',
      'carpentry',
      { ...doc, version: 2 },
    ));
  test('of many parts is arriving until the last has come', () => {
    const descriptors = Array.from({ length: 150 }, () => ({ levels: [1], text: 'x'.repeat(4000) }));
    const wide = { ...other, skills: other.skills.map((skill) => ({ ...skill, descriptors })) };
    const events = drafted(wide);
    const some = after(...drafted(SMALL_FRAMEWORK), ...events.slice(0, 2));
    some.then('draft', 'carpentry', {
      ...doc,
      status: 'arriving',
      content: { ...wide, skills: wide.skills.slice(0, 2), activities: [], paths: [], courses: [] },
    });
    after(...drafted(SMALL_FRAMEWORK), ...events).then('draft', 'carpentry', { ...doc, content: wide });
  });
});

test('the draft of a role has the same life', () => {
  const content: RoleContent = {
    title: 'Joiner',
    description: '',
    targets: [{ framework: 'carpentry', domain: 'craft', skill: null, level: 2 }],
  };
  const written: RoleEvent = { type: 'RoleDrafted', data: { role: 'joiner', content } };
  const sent: RoleEvent = { type: 'RoleSubmitted', data: { role: 'joiner' } };
  const refused: RoleEvent = { type: 'RoleReviewed', data: { role: 'joiner', approved: false, note: 'No' } };
  const out: RoleEvent = { type: 'RolePublished', data: { role: 'joiner', version: 1, content } };
  const at = { version: 1, draftedAt: META.recordedAt, content };
  givenViews(roleDrafts, written).then('draft', 'joiner', { ...at, status: 'draft', note: null });
  givenViews(roleDrafts, written, sent).then('draft', 'joiner', { ...at, status: 'submitted', note: null });
  givenViews(roleDrafts, written, sent, refused).then('draft', 'joiner', { ...at, status: 'draft', note: 'No' });
  givenViews(roleDrafts, written, out).then('draft', 'joiner', { status: 'published', version: 1 });
});
