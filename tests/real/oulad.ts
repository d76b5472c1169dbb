import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameworkFile, ItemFile, Mapping } from '@proficio/academy';
import { DATA } from './data-folder.js';

/** Open University Learning Analytics Dataset: its assessments, as their own file lists them. */
export interface Assessment {
  readonly id: string;
  readonly module: string;
  readonly presentation: string;
  readonly type: string;
}

const ASSESSMENTS = join(DATA, 'oulad-assessments.csv');
export const RESULTS = join(DATA, 'oulad-studentAssessment.csv.gz');
/** The day that a presentation's days are counted from: B starts in February, J in October. */
export const STARTS: Readonly<Record<string, string>> = {
  '2013B': '2013-02-01',
  '2013J': '2013-10-01',
  '2014B': '2014-02-01',
  '2014J': '2014-10-01',
};
export const ISSUER = 'https://oulad.example';

/** None of the file's fields is quoted. */
export const assessments = (): readonly Assessment[] =>
  readFileSync(ASSESSMENTS, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map(([module = '', presentation = '', id = '', type = '']) => ({ id, module, presentation, type }));

export const skillOf = ({ module, type }: Pick<Assessment, 'module' | 'type'>): string =>
  `${module}-${type}`.toLowerCase();
const TYPES: Readonly<Record<string, string>> = {
  TMA: 'tutor-marked assignments',
  CMA: 'computer-marked assignments',
  Exam: 'exam',
};

/** A module is a domain, each type of its assessments a skill. */
export const ouladFramework = (): FrameworkFile => {
  const all = assessments();
  const modules = [...new Set(all.map(({ module }) => module))];
  const skills = new Map(all.map((assessment) => [skillOf(assessment), assessment]));
  return {
    key: 'oulad',
    title: 'Open University modules',
    description: 'Seven anonymised modules (Open University Learning Analytics Dataset; CC BY 4.0).',
    priorityRule: 'gap@1',
    levels: [
      { key: 'pass', title: 'Pass', cut: 0.4 },
      { key: 'merit', title: 'Merit', cut: 0.6 },
      { key: 'distinction', title: 'Distinction', cut: 0.8 },
    ],
    domains: modules.map((module) => ({ key: module.toLowerCase(), title: `Module ${module}`, description: '' })),
    skills: [...skills].map(([key, { module, type }]) => ({
      key,
      title: `${module}: ${TYPES[type] ?? type}`,
      description: '',
      domain: module.toLowerCase(),
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
};

/** Each assessment is an item that was graded as a whole, out of 100. */
export const ouladItems = (): ItemFile => ({
  items: assessments().map((assessment) => ({
    key: `oulad-${assessment.id}`,
    title: `${assessment.module} ${assessment.presentation}: ${assessment.type} ${assessment.id}`,
    prompt: '',
    bindings: [{ framework: 'oulad', skill: skillOf(assessment), share: 1 }],
    weight: 1,
    level: null,
    maximum: 100,
    question: { kind: 'graded' },
  })),
});

/** How the file of results is read: banked rows are prior learning; a day counts from the start of its presentation. */
export const ouladMapping = (): Mapping => ({
  source: 'oulad',
  learner: { issuer: ISSUER, subject: { column: 'id_student' } },
  item: { template: 'oulad-{id_assessment}' },
  score: { column: 'score' },
  maximum: 100,
  time: { day: { column: 'date_submitted' }, from: { column: 'code_presentation', values: { ...STARTS } } },
  kind: { column: 'is_banked', values: { '0': 'result', '1': 'prior-learning' } },
  sourceId: { digest: '{id_student}/{id_assessment}' },
  missing: ['?'],
  lookups: [{ file: ASSESSMENTS, key: 'id_assessment', column: 'id_assessment' }],
});
