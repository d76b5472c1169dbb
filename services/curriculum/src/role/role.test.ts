import type { RoleContent, RoleEvent } from '@proficio/events';
import { given, SMALL_FRAMEWORK } from '@proficio/tests';
import { role } from './role.js';

const key = 'joiner';
const one: RoleContent = {
  title: 'Joiner',
  description: '',
  targets: [{ framework: 'carpentry', domain: 'craft', skill: null, level: 2 }],
};
const other: RoleContent = { ...one, title: 'Master joiner' };
const found = { frameworks: new Map([['carpentry', SMALL_FRAMEWORK]]) };
const draft = (content: RoleContent) => ({ type: 'DraftRole', data: { key, ...content }, found }) as const;
const submit = { type: 'SubmitRole', data: { key } } as const;
const review = (approved: boolean) => ({ type: 'ReviewRole', data: { key, approved, note: '' } }) as const;
const publish = { type: 'PublishRole', data: { key }, found } as const;

const drafted = (content: RoleContent): RoleEvent => ({ type: 'RoleDrafted', data: { role: key, content } });
const submitted: RoleEvent = { type: 'RoleSubmitted', data: { role: key } };
const reviewed = (approved: boolean): RoleEvent => ({ type: 'RoleReviewed', data: { role: key, approved, note: '' } });
const published = (version: number, content: RoleContent): RoleEvent => ({
  type: 'RolePublished',
  data: { role: key, version, content },
});
const approved = [drafted(one), submitted, reviewed(true)];
const firstVersion = [...approved, published(1, one)];

describe('a draft', () => {
  test('is kept whole', () => given(role).when(draft(one)).then(drafted(one)));
  test('that says the same changes nothing, published or not', () => {
    given(role, drafted(one)).when(draft(one)).then();
    given(role, ...firstVersion)
      .when(draft(one))
      .then();
  });
  test('replaces the one before, and must be submitted again', () => {
    given(role, drafted(one)).when(draft(other)).then(drafted(other));
    given(role, ...approved, drafted(other))
      .when(publish)
      .rejects('ROLE_DRAFT', 'key');
  });
  test('with faults is refused with all of them', () =>
    given(role)
      .when({ ...draft(one), found: { frameworks: new Map() } })
      .rejects('ROLE_FAULTY', 'targets.0.framework'));
});

describe('submitting', () => {
  test('a draft, and again', () => {
    given(role, drafted(one)).when(submit).then(submitted);
    given(role, drafted(one), submitted).when(submit).then();
  });
  test.each([
    ['ROLE_UNKNOWN', []],
    ['ROLE_APPROVED', approved],
    ['ROLE_PUBLISHED', firstVersion],
  ])('what is no draft: %s', (code, past) =>
    given(role, ...past)
      .when(submit)
      .rejects(code, 'key'),
  );
});

describe('a review', () => {
  test('approves, and again', () => {
    given(role, drafted(one), submitted).when(review(true)).then(reviewed(true));
    given(role, ...approved)
      .when(review(true))
      .then();
  });
  test('that says no leads back to the draft, before and after an approval', () => {
    given(role, drafted(one), submitted).when(review(false)).then(reviewed(false));
    given(role, ...approved)
      .when(review(false))
      .then(reviewed(false));
    given(role, ...approved, reviewed(false))
      .when(submit)
      .then(submitted);
  });
  test.each([
    ['ROLE_UNKNOWN', []],
    ['ROLE_DRAFT', [drafted(one)]],
    ['ROLE_PUBLISHED', firstVersion],
  ])('of what was not submitted: %s', (code, past) =>
    given(role, ...past)
      .when(review(true))
      .rejects(code, 'key'),
  );
});

describe('publishing', () => {
  test('what was approved makes version 1', () =>
    given(role, ...approved)
      .when(publish)
      .then(published(1, one)));
  test('again makes version 2', () =>
    given(role, ...firstVersion, drafted(other), submitted, reviewed(true))
      .when(publish)
      .then(published(2, other)));
  test('what the newest frameworks let no one reach any more is refused with every fault', () => {
    const two = { ...one, targets: [...one.targets, { ...one.targets[0]!, domain: 'judgment' }] };
    const changed = { ...SMALL_FRAMEWORK, levels: SMALL_FRAMEWORK.levels.slice(0, 1), skills: [] };
    given(role, drafted(two), submitted, reviewed(true))
      .when({ ...publish, found: { frameworks: new Map([['carpentry', changed]]) } })
      .rejects('ROLE_FAULTY', 'targets.0.domain', 'targets.0.level', 'targets.1.domain', 'targets.1.level');
  });
  test.each([
    ['ROLE_UNKNOWN', []],
    ['ROLE_DRAFT', [drafted(one)]],
    ['ROLE_SUBMITTED', [drafted(one), submitted]],
    ['ROLE_PUBLISHED', firstVersion],
  ])('what was not approved: %s', (code, past) =>
    given(role, ...past)
      .when(publish)
      .rejects(code, 'key'),
  );
});
