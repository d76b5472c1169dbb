import { slicesOf, type FrameworkSlice } from '@proficio/events';
import { givenViews, META, SMALL_FRAMEWORK } from '@proficio/tests';
import { publication, type Edition } from './publication.js';

const AT = { occurredAt: META.occurredAt, knownAt: META.recordedAt };
const newest = (key: string, ...versions: readonly number[]) => ({
  key,
  version: versions.at(-1) ?? 0,
  versions: versions.map((version) => ({ version, ...AT })),
});
const part = (version: number, number: number, parts: number, content: FrameworkSlice) =>
  ({ type: 'FrameworkPublished', data: { framework: 'f', version, part: number, parts, content } }) as const;
const { levels, domains, skills, activities, paths, priorityRule } = SMALL_FRAMEWORK;
const edition = (version: number, position: string): Edition => ({
  framework: 'f',
  version,
  position,
  priorityRule,
  levels,
  domains: domains.map(({ key }) => ({ key })),
  skills: skills.map(({ key, domain, weight, contributes }) => ({ key, domain, weight, contributes })),
  activities: activities.map(({ key, closes }) => ({ key, closes })),
  paths: paths.map(({ key, domain, activities, closes }) => ({ key, domain, activities, closes })),
});

test('a version is kept under its number, and is the newest', () => {
  const views = givenViews(publication, part(1, 1, 1, SMALL_FRAMEWORK), part(2, 1, 1, SMALL_FRAMEWORK));
  views.then('framework', 'f@1', edition(1, '0'));
  views.then('framework', 'f@2', edition(2, '1'));
  views.then('newestFramework', 'f', newest('f', 1, 2));
});
test('a version of several parts is the newest once the last has come', () => {
  const [whole = {}] = slicesOf(SMALL_FRAMEWORK);
  const { paths, ...rest } = whole;
  const first = part(2, 1, 2, rest);
  const begun = givenViews(publication, part(1, 1, 1, SMALL_FRAMEWORK), first);
  begun.then('newestFramework', 'f', newest('f', 1));
  begun.then('framework', 'f@2', undefined);
  const ended = givenViews(publication, first, part(2, 2, 2, paths ? { paths } : {}));
  ended.then('coming', 'f', undefined);
  ended.then('newestFramework', 'f', newest('f', 2));
  ended.then('framework', 'f@2', edition(2, '1'));
});
test('a draft is nothing to us', () =>
  givenViews(publication, {
    type: 'FrameworkDrafted',
    data: { framework: 'f', part: 1, parts: 1, content: SMALL_FRAMEWORK },
  }).then('newestFramework', 'f', undefined));
test('a role is kept with its targets', () => {
  const targets = [{ framework: 'f', domain: 'craft', skill: null, level: 2 }];
  const views = givenViews(publication, {
    type: 'RolePublished',
    data: { role: 'carpenter', version: 3, content: { title: 'Carpenter', description: '', targets } },
  });
  views.then('role', 'carpenter@3', { role: 'carpenter', version: 3, position: '0', title: 'Carpenter', targets });
  views.then('newestRole', 'carpenter', newest('carpenter', 3));
});
