import { slicesOf, type FrameworkContent, type FrameworkEvent } from '@proficio/events';
import { given, SMALL_FRAMEWORK, withSkill } from '@proficio/tests';
import { framework } from './framework.js';

const key = 'carpentry';
const other: FrameworkContent = { ...SMALL_FRAMEWORK, title: 'Another title' };
const draft = (content: FrameworkContent) => ({ type: 'DraftFramework', data: { key, ...content } }) as const;
const submit = { type: 'SubmitFramework', data: { key } } as const;
const review = (approved: boolean) => ({ type: 'ReviewFramework', data: { key, approved, note: 'Read it' } }) as const;
const publish = { type: 'PublishFramework', data: { key } } as const;

const parts = (content: FrameworkContent) =>
  slicesOf(content).map((slice, index, { length }) => ({ part: index + 1, parts: length, content: slice }));
const drafted = (content: FrameworkContent): readonly FrameworkEvent[] =>
  parts(content).map((part) => ({ type: 'FrameworkDrafted', data: { framework: key, ...part } }));
const published = (version: number, content: FrameworkContent): readonly FrameworkEvent[] =>
  parts(content).map((part) => ({ type: 'FrameworkPublished', data: { framework: key, version, ...part } }));
const submitted: FrameworkEvent = { type: 'FrameworkSubmitted', data: { framework: key } };
const reviewed = (approved: boolean): FrameworkEvent => ({
  type: 'FrameworkReviewed',
  data: { framework: key, approved, note: 'Read it' },
});
const life = (content: FrameworkContent, version: number) => [
  ...drafted(content),
  submitted,
  reviewed(true),
  ...published(version, content),
];

const one = drafted(SMALL_FRAMEWORK);
const wide = {
  ...SMALL_FRAMEWORK,
  skills: Array.from({ length: 400 }, (_, n) => ({
    ...withSkill(0, {}).skills[2],
    key: `skill-${n}`,
    title: 'Wide',
    description: 'x'.repeat(5000),
    domain: 'craft',
    weight: 1,
    contributes: [],
    tags: [],
    relations: [],
    descriptors: [],
  })),
  activities: [],
  paths: [],
  courses: [],
};

describe('a draft', () => {
  test('is kept whole', () =>
    given(framework)
      .when(draft(SMALL_FRAMEWORK))
      .then(...one));
  test('that says the same changes nothing', () =>
    given(framework, ...one)
      .when(draft(SMALL_FRAMEWORK))
      .then());
  test('replaces the one before', () =>
    given(framework, ...one)
      .when(draft(other))
      .then(...drafted(other)));
  test('of large content comes in parts', () => {
    expect(parts(wide).length).toBeGreaterThan(1);
    given(framework)
      .when(draft(wide))
      .then(...drafted(wide));
    given(framework, ...drafted(wide))
      .when(draft(wide))
      .then();
  });
  test('in parts replaces one in parts', () =>
    given(framework, ...drafted(wide), ...one)
      .when(draft(SMALL_FRAMEWORK))
      .then());
  test('with faults is refused with all of them', () =>
    given(framework)
      .when(draft({ ...withSkill(0, { domain: 'x' }), paths: [] }))
      .rejects('FRAMEWORK_FAULTY', 'skills.0.domain', 'courses.0.paths.0'));
  test('that changes after it was submitted or approved must be submitted again', () => {
    given(framework, ...one, submitted, ...drafted(other))
      .when(review(true))
      .rejects('FRAMEWORK_DRAFT', 'key');
    given(framework, ...one, submitted, reviewed(true), ...drafted(other))
      .when(publish)
      .rejects('FRAMEWORK_DRAFT', 'key');
  });
  test('that says the same leaves its status alone', () => {
    given(framework, ...one, submitted)
      .when(draft(SMALL_FRAMEWORK))
      .then();
    given(framework, ...life(SMALL_FRAMEWORK, 1))
      .when(draft(SMALL_FRAMEWORK))
      .then();
  });
});

describe('submitting', () => {
  test('a draft', () =>
    given(framework, ...one)
      .when(submit)
      .then(submitted));
  test('twice changes nothing', () =>
    given(framework, ...one, submitted)
      .when(submit)
      .then());
  test('nothing', () => given(framework).when(submit).rejects('FRAMEWORK_UNKNOWN', 'key'));
  test('what was approved or published', () => {
    given(framework, ...one, submitted, reviewed(true))
      .when(submit)
      .rejects('FRAMEWORK_APPROVED', 'key');
    given(framework, ...life(SMALL_FRAMEWORK, 1))
      .when(submit)
      .rejects('FRAMEWORK_PUBLISHED', 'key');
  });
});

describe('a review', () => {
  test('approves what was submitted, by its author too', () =>
    given(framework, ...one, submitted)
      .when(review(true))
      .then(reviewed(true)));
  test('that says no leads back to the draft', () => {
    given(framework, ...one, submitted)
      .when(review(false))
      .then(reviewed(false));
    given(framework, ...one, submitted, reviewed(false))
      .when(submit)
      .then(submitted);
  });
  test('may take an approval back before it is published', () =>
    given(framework, ...one, submitted, reviewed(true))
      .when(review(false))
      .then(reviewed(false)));
  test('that approves twice changes nothing', () =>
    given(framework, ...one, submitted, reviewed(true))
      .when(review(true))
      .then());
  test('of a draft', () =>
    given(framework, ...one)
      .when(review(true))
      .rejects('FRAMEWORK_DRAFT', 'key'));
  test('of nothing', () => given(framework).when(review(true)).rejects('FRAMEWORK_UNKNOWN', 'key'));
});

describe('publishing', () => {
  test('what was approved makes version 1', () =>
    given(framework, ...one, submitted, reviewed(true))
      .when(publish)
      .then(...published(1, SMALL_FRAMEWORK)));
  test('again makes version 2', () =>
    given(framework, ...life(SMALL_FRAMEWORK, 1), ...drafted(other), submitted, reviewed(true))
      .when(publish)
      .then(...published(2, other)));
  test('large content comes in parts', () =>
    given(framework, ...drafted(wide), submitted, reviewed(true))
      .when(publish)
      .then(...published(1, wide)));
  test.each([
    ['FRAMEWORK_UNKNOWN', []],
    ['FRAMEWORK_DRAFT', one],
    ['FRAMEWORK_SUBMITTED', [...one, submitted]],
    ['FRAMEWORK_DRAFT', [...one, submitted, reviewed(false)]],
    ['FRAMEWORK_PUBLISHED', life(SMALL_FRAMEWORK, 1)],
  ])('what was not approved: %s', (code, past) =>
    given(framework, ...past)
      .when(publish)
      .rejects(code, 'key'),
  );
  test('what was approved under fewer rules is refused with every fault', () => {
    const empty = { ...SMALL_FRAMEWORK, skills: [], activities: [], paths: [] };
    given(framework, ...drafted(empty), submitted, reviewed(true))
      .when(publish)
      .rejects('FRAMEWORK_FAULTY', 'skills', 'courses.0.paths.0');
  });
  test('an older content again is a new version', () =>
    given(framework, ...life(SMALL_FRAMEWORK, 1), ...life(other, 2))
      .when(draft(SMALL_FRAMEWORK))
      .then(...one));
});
