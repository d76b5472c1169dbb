import type { FrameworkContent } from '@proficio/events';

const skill = (key: string, domain: string): FrameworkContent['skills'][number] => ({
  key,
  title: `Skill ${key}`,
  description: '',
  domain,
  weight: 1,
  contributes: [],
  tags: [],
  relations: [],
  descriptors: [],
});

/** A framework with one of everything: two domains, three skills, a path of two activities, a course. */
export const SMALL_FRAMEWORK: FrameworkContent = {
  title: 'Small framework',
  description: 'Two domains and three skills',
  priorityRule: 'gap@1',
  levels: [
    { key: 'emerging', title: 'Emerging', cut: 0.4 },
    { key: 'competent', title: 'Competent', cut: 0.6 },
  ],
  domains: [
    { key: 'craft', title: 'Craft', description: 'Making things' },
    { key: 'judgment', title: 'Judgment', description: '' },
  ],
  skills: [
    { ...skill('sawing', 'craft'), contributes: [{ domain: 'judgment', weight: 0.5 }], tags: ['loud'] },
    {
      ...skill('joinery', 'craft'),
      relations: [{ type: 'requires', skill: 'sawing' }],
      descriptors: [{ levels: [1, 2], text: 'Joins two boards' }],
    },
    skill('choosing', 'judgment'),
  ],
  activities: [
    {
      key: 'build-a-box',
      title: 'Build a box',
      description: '',
      skills: ['sawing', 'joinery'],
      closes: { kind: 'artefact', artefact: 'box', count: 1, feedback: false },
    },
    { key: 'practise', title: 'Practise', description: '', skills: [], closes: { kind: 'hours', target: 20 } },
  ],
  paths: [
    {
      key: 'first-steps',
      title: 'First steps',
      domain: 'craft',
      activities: ['practise', 'build-a-box'],
      closes: [
        { kind: 'hours', target: 20 },
        { kind: 'artefact', artefact: 'box', count: 1, feedback: false },
      ],
    },
  ],
  courses: [{ key: 'carpentry', title: 'Carpentry', description: '', paths: ['first-steps'] }],
};

/** The same with a skill's fields changed. */
export const withSkill = (index: number, change: Partial<FrameworkContent['skills'][number]>): FrameworkContent => ({
  ...SMALL_FRAMEWORK,
  skills: SMALL_FRAMEWORK.skills.map((each, place) => (place === index ? { ...each, ...change } : each)),
});
