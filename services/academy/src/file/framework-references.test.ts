import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from './document.js';
import { FaultyFile } from './faulty-file.js';
import { frameworkReferences } from './framework-references.js';
import { FrameworkFile } from './framework-shape.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'framework-'))));
afterAll(() => rm(folder, { recursive: true }));

const carpentry = {
  key: 'carpentry',
  title: 'Carpentry',
  priorityRule: 'gap@1',
  levels: [{ key: 'able', title: 'Able' }],
  domains: [{ key: 'craft', title: 'Craft' }],
  skills: [
    { key: 'sawing', title: 'Sawing', domain: 'craft' },
    { key: 'planing', title: 'Planing', domain: 'craft' },
  ],
  activities: [{ key: 'box', title: 'A box', closes: { kind: 'artefact', artefact: 'box' } }],
  paths: [
    {
      key: 'first',
      title: 'First',
      domain: 'craft',
      activities: ['box'],
      closes: [{ kind: 'artefact', artefact: 'box' }],
    },
  ],
};
const fieldsIn = async (changes: object) => {
  const path = join(folder, 'file.json');
  await writeFile(path, JSON.stringify({ ...carpentry, ...changes }));
  const read = readDocument(path, FrameworkFile, frameworkReferences);
  const error = await read.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof FaultyFile ? error.faults.map(({ field }) => field) : error;
};

test('a sound file has no faults', async () => expect(await fieldsIn({})).toBeUndefined());
test('faults of the shape hide none of the references', async () => {
  const [sawing, planing] = carpentry.skills;
  const skills = [{ ...sawing, weight: 'much' }, { ...planing, wieght: 2, domain: 'x' }, sawing];
  const courses = [{ key: 'c', title: 5, paths: ['first', 'second'] }];
  expect(await fieldsIn({ skills, courses })).toEqual([
    'skills.0.weight',
    'skills.1',
    'courses.0.title',
    'skills.2.key',
    'skills.1.domain',
    'courses.0.paths.1',
  ]);
});
test('nothing is told of what rests on the misshapen', async () => {
  expect(await fieldsIn({ domains: [{ key: 5, title: 'Craft' }] })).toEqual(['domains.0.key']);
  expect(await fieldsIn({ skills: 'all' })).toEqual(['skills']);
  expect(await fieldsIn({ activities: [{ key: 'box', title: 'A box', closes: { kind: 'luck' } }] })).toEqual([
    'activities.0.closes.kind',
  ]);
});
test('a file of nothing but a key and a title lists what it lacks', async () =>
  expect(await fieldsIn({ levels: [], domains: [], skills: [], activities: [], paths: [] })).toEqual([
    'levels',
    'domains',
    'skills',
  ]));
