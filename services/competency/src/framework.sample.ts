import type { FrameworkContent, PriorityRule } from '@proficio/events';
import type { Edition } from './publication/publication.js';

type Closing = FrameworkContent['paths'][number]['closes'][number];
const hours = (target: number): Closing => ({ kind: 'hours', target });
const cases = (count: number): Closing => ({ kind: 'artefact', artefact: 'case', count, feedback: false });
const skill = (key: string, domain: string, ...contributes: FrameworkContent['skills'][number]['contributes']) => ({
  key,
  title: key,
  description: '',
  domain,
  weight: 1,
  contributes,
  tags: [],
  relations: [],
  descriptors: [],
});

/** Three domains with a path each, for specifications: `a2` also counts in `b`, at half its weight. */
export const content = (priorityRule: PriorityRule = 'self-assessment@1'): FrameworkContent => ({
  title: 'Three domains',
  description: '',
  priorityRule,
  levels: [
    { key: 'emerging', title: 'Emerging', cut: 0.4 },
    { key: 'competent', title: 'Competent', cut: 0.6 },
    { key: 'strong', title: 'Strong', cut: 0.8 },
  ],
  domains: ['a', 'b', 'c'].map((key) => ({ key, title: key, description: '' })),
  skills: [skill('a1', 'a'), skill('a2', 'a', { domain: 'b', weight: 0.5 }), skill('b1', 'b'), skill('c1', 'c')],
  activities: [
    { key: 'read', title: 'Read', description: '', skills: ['a1'], closes: hours(2) },
    { key: 'write', title: 'Write', description: '', skills: ['b1'], closes: cases(2) },
    { key: 'watch', title: 'Watch', description: '', skills: [], closes: { kind: 'completion' } },
  ],
  paths: [
    { key: 'path-a', title: 'Path a', domain: 'a', activities: ['read'], closes: [hours(2)] },
    { key: 'path-b', title: 'Path b', domain: 'b', activities: ['write', 'watch'], closes: [cases(2)] },
    {
      key: 'path-c',
      title: 'Path c',
      domain: 'c',
      activities: ['watch', 'write'],
      closes: [{ kind: 'completion' }, cases(1)],
    },
  ],
  courses: [],
});

export const edition = (change: Partial<FrameworkContent> = {}, version = 1): Edition => ({
  framework: 'f',
  version,
  position: '1',
  ...content(),
  ...change,
});
