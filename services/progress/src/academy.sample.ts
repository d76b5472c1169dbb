import type { FrameworkContent } from '@proficio/events';
import { ACADEMY_DOMAINS } from '@proficio/tests';

/** The first academy's framework, as much of it as progress looks at. For tests. */
type Activity = FrameworkContent['activities'][number];
type Closing = Activity['closes'];

const done: Closing = { kind: 'completion' };
const accepted = (artefact: string, count = 1): Closing => ({ kind: 'artefact', artefact, count, feedback: false });
const withFeedback = (artefact: string): Closing => ({ kind: 'artefact', artefact, count: 1, feedback: true });
const activity = (key: string, closes: Closing, ...skills: readonly string[]): Activity => ({
  key,
  title: key,
  description: '',
  skills: [...skills],
  closes,
});
const path = (domain: string, activities: string[], ...closes: Closing[]): FrameworkContent['paths'][number] => ({
  key: domain,
  title: domain,
  domain,
  activities,
  closes,
});
const skill = (key: string, domain: string): FrameworkContent['skills'][number] => ({
  key,
  title: key,
  description: '',
  domain,
  weight: 1,
  contributes: [],
  tags: [],
  relations: [],
  descriptors: [],
});

export const ACADEMY: FrameworkContent = {
  title: 'AI product manager',
  description: '',
  priorityRule: 'self-assessment@1',
  levels: [
    { key: 'emerging', title: 'Emerging', cut: 0.4 },
    { key: 'competent', title: 'Competent', cut: 0.6 },
    { key: 'strong', title: 'Strong', cut: 0.8 },
  ],
  domains: ACADEMY_DOMAINS.map((key) => ({ key, title: key, description: '' })),
  skills: [
    skill('model-behaviour', 'technical-fluency'),
    skill('evaluation-design', 'quality-evaluation'),
    skill('moat-analysis', 'product-strategy'),
  ],
  activities: [
    activity('read-model-cards', done, 'model-behaviour'),
    activity('side-project', accepted('project'), 'model-behaviour'),
    activity('product-course', { kind: 'hours', target: 20 }, 'model-behaviour'),
    activity('build-evaluation', accepted('evaluation-exercise'), 'evaluation-design'),
    activity('study-products', accepted('case-analysis', 3), 'moat-analysis'),
    activity('own-product', accepted('own-product-analysis'), 'moat-analysis'),
    activity('explain-to-lay-people', done),
    activity('present-update', withFeedback('presentation')),
    activity('read-policy', done),
    activity('study-post-mortem', accepted('post-mortem-write-up')),
    activity('map-failure-modes', accepted('failure-mode-map')),
  ],
  paths: [
    path(
      'technical-fluency',
      ['read-model-cards', 'side-project', 'product-course'],
      { kind: 'hours', target: 20 },
      accepted('project'),
    ),
    path('quality-evaluation', ['build-evaluation'], accepted('evaluation-exercise')),
    path(
      'product-strategy',
      ['study-products', 'own-product'],
      accepted('case-analysis', 3),
      accepted('own-product-analysis'),
    ),
    path('uncertainty-communication', ['explain-to-lay-people', 'present-update'], withFeedback('presentation')),
    path(
      'responsible-ai',
      ['read-policy', 'study-post-mortem', 'map-failure-modes'],
      accepted('post-mortem-write-up'),
      accepted('failure-mode-map'),
    ),
  ],
  courses: [{ key: 'masterclass', title: 'Masterclass', description: '', paths: ACADEMY_DOMAINS }],
};
