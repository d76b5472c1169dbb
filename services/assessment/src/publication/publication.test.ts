import type { FrameworkContent, FrameworkSlice } from '@proficio/events';
import { givenViews } from '@proficio/tests';
import { publication } from './publication.js';
import { published } from './published.js';

const skill = (key: string, ...partOf: readonly string[]) => ({
  key,
  title: key,
  description: '',
  domain: 'd1',
  weight: 1,
  contributes: [],
  tags: [],
  relations: [
    ...partOf.map((whole) => ({ type: 'partOf' as const, skill: whole })),
    { type: 'requires' as const, skill: 'other' },
  ],
  descriptors: [],
});
const content: FrameworkContent = {
  title: 'F',
  description: '',
  priorityRule: 'gap@1',
  levels: ['one', 'two'].map((key) => ({ key, title: key, cut: null })),
  domains: ['d1', 'd2'].map((key) => ({ key, title: key, description: '' })),
  skills: [skill('whole'), skill('part', 'whole'), skill('piece', 'part'), skill('other')],
  activities: [],
  paths: [],
  courses: [],
};
const part = (version: number, number: number, parts: number, slice: FrameworkSlice) =>
  ({
    type: 'FrameworkPublished',
    data: { framework: 'f', version, part: number, parts, content: slice },
  }) as const;

test('a publication becomes an edition and its skills', () => {
  const views = givenViews(publication, part(1, 1, 1, content));
  views.then('edition', 'f', { framework: 'f', version: 1, levels: 2, domains: ['d1', 'd2'] });
  views.then('skill', 'f/other', { framework: 'f', skill: 'other', version: 1, domain: 'd1', wholes: [] });
});
test('a skill knows every whole above it, and nothing that it only requires', () => {
  const views = givenViews(publication, part(1, 1, 1, content));
  views.then('skill', 'f/piece', {
    framework: 'f',
    skill: 'piece',
    version: 1,
    domain: 'd1',
    wholes: ['part', 'whole'],
  });
});
test('nothing is published until the last part came', () => {
  const { skills, ...first } = content;
  const begun = part(1, 1, 2, first);
  givenViews(publication, begun).then('edition', 'f', undefined);
  const done = givenViews(publication, begun, part(1, 2, 2, { skills }));
  done.then('skill', 'f/part', { framework: 'f', skill: 'part', version: 1, domain: 'd1', wholes: ['whole'] });
  done.then('coming', 'f', undefined);
});
test('the version before holds while the parts of the next come in', () =>
  givenViews(publication, part(1, 1, 1, content), part(2, 1, 2, content)).then('edition', 'f', {
    framework: 'f',
    version: 1,
    levels: 2,
    domains: ['d1', 'd2'],
  }));
test('a draft is nothing to us', () =>
  givenViews(publication, {
    type: 'FrameworkDrafted',
    data: { framework: 'f', part: 1, parts: 1, content },
  }).then('edition', 'f', undefined));
test('a skill that the newest version dropped is unknown', () => {
  const edition = { framework: 'f', version: 2, levels: 2, domains: [] };
  const old = { framework: 'f', skill: 'old', version: 1, domain: 'd1', wholes: [] };
  const kept = { ...old, skill: 'kept', version: 2 };
  expect([...published([edition], [old, kept]).skills.keys()]).toEqual(['f/kept']);
});
