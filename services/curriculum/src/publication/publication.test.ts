import { slicesOf, type FrameworkContent, type FrameworkEvent } from '@proficio/events';
import { givenViews, META, SMALL_FRAMEWORK, withSkill } from '@proficio/tests';
import { publications } from './publication.js';

const published = (version: number, content: FrameworkContent): readonly FrameworkEvent[] =>
  slicesOf(content).map((slice, index, { length }) => ({
    type: 'FrameworkPublished',
    data: { framework: 'carpentry', version, part: index + 1, parts: length, content: slice },
  }));
const doc = (version: number, content: FrameworkContent) => ({
  framework: 'carpentry',
  version,
  publishedAt: META.recordedAt,
  slices: [],
  content,
});
const wide: FrameworkContent = {
  ...SMALL_FRAMEWORK,
  skills: SMALL_FRAMEWORK.skills.map((skill) => ({
    ...skill,
    descriptors: Array.from({ length: 100 }, () => ({ levels: [1], text: 'x'.repeat(4000) })),
  })),
};

test('what is drafted, submitted and reviewed is not yet published', () => {
  const views = givenViews(
    publications,
    { type: 'FrameworkDrafted', data: { framework: 'carpentry', part: 1, parts: 1, content: SMALL_FRAMEWORK } },
    { type: 'FrameworkSubmitted', data: { framework: 'carpentry' } },
    { type: 'FrameworkReviewed', data: { framework: 'carpentry', approved: true, note: '' } },
  );
  views.then('newest', 'carpentry', undefined);
  views.then('publication', 'carpentry@1', undefined);
});
test('every version is kept, and the newest is known by key', () => {
  const second = withSkill(0, { title: 'Sawing straight' });
  const views = givenViews(publications, ...published(1, SMALL_FRAMEWORK), ...published(2, second));
  views.then('publication', 'carpentry@1', doc(1, SMALL_FRAMEWORK));
  views.then('publication', 'carpentry@2', doc(2, second));
  views.then('newest', 'carpentry', { framework: 'carpentry', version: 2 });
});
test('a version in parts is the newest once the last one has come', () => {
  const [first, ...rest] = published(2, wide);
  if (!first) throw new Error('a publication has parts');
  const halfway = givenViews(publications, ...published(1, SMALL_FRAMEWORK), first);
  halfway.then('newest', 'carpentry', { framework: 'carpentry', version: 1 });
  const whole = givenViews(publications, ...published(1, SMALL_FRAMEWORK), first, ...rest);
  whole.then('newest', 'carpentry', { framework: 'carpentry', version: 2 });
  whole.then('publication', 'carpentry@2', doc(2, wide));
});
