import { FrameworkFile, ItemFile, Mapping, RoleFile } from '@proficio/academy';
import { onRealData } from './data-folder.js';
import { digcomp } from './digcomp.js';
import { assessments, ouladFramework, ouladItems, ouladMapping } from './oulad.js';
import { competencies, frameworkOf, rolesOf } from './unidays.js';

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
const descriptors = ({ skills }: FrameworkFile) => sum(skills.map((skill) => skill.descriptors.length));

onRealData('UNiDAYS', () => {
  test.each([
    ['product', 6, 5],
    ['core', 8, 4],
  ] as const)('%s: %d topics of %d levels', (name, topics, levels) => {
    const source = competencies(name);
    const framework = FrameworkFile.parse(frameworkOf(source));
    expect(framework.domains).toHaveLength(topics);
    expect(framework.skills).toHaveLength(topics);
    expect(framework.levels).toHaveLength(levels);
    expect(descriptors(framework)).toBe(
      sum(source.topics.flatMap((topic) => topic.levels.map(({ criteria }) => criteria.length))),
    );
  });
  test('39 role levels; what refers to the engineering framework is left out and told', () => {
    const { file, leftOut } = rolesOf(['engineering-competencies']);
    expect(RoleFile.parse(file).roles).toHaveLength(39);
    expect(new Set(file.roles.map(({ key }) => key)).size).toBe(39);
    expect(file.roles.flatMap(({ targets }) => targets)).toHaveLength(267 + 38);
    expect(leftOut.filter(({ kind }) => kind === 'required')).toHaveLength(5);
    expect(leftOut.filter(({ kind }) => kind === 'optional')).toHaveLength(14);
    expect(leftOut[0]).toEqual({
      role: '1st-line-analyst',
      kind: 'required',
      reference: 'engineering-competencies/it/n00b',
    });
  });
  test('the same with them', () => {
    const targets = RoleFile.parse(rolesOf([]).file).roles.flatMap((role) => role.targets);
    expect(targets.filter(({ framework }) => framework === 'engineering-competencies')).toHaveLength(19);
    expect(targets.every(({ level }) => level >= 1)).toBe(true);
  });
});

onRealData('DigComp 3.0', () => {
  test('5 areas, 21 competences, 8 levels, 523 outcomes, each of the two levels of its band', () => {
    const framework = FrameworkFile.parse(digcomp());
    expect([framework.domains, framework.skills, framework.levels].map(({ length }) => length)).toEqual([5, 21, 8]);
    expect(descriptors(framework)).toBe(523);
    const pairs = framework.skills.flatMap((skill) => skill.descriptors.map(({ levels }) => levels.join()));
    expect([...new Set(pairs)].toSorted()).toEqual(['1,2', '3,4', '5,6', '7,8']);
  });
});

onRealData('OULAD', () => {
  test('206 assessments of 7 modules become graded items of 19 skills', () => {
    const framework = FrameworkFile.parse(ouladFramework());
    const { items } = ItemFile.parse(ouladItems());
    expect(items).toHaveLength(206);
    expect(framework.domains).toHaveLength(7);
    expect(framework.skills).toHaveLength(19);
    const skills = new Set(framework.skills.map(({ key }) => key));
    expect(items.filter(({ bindings }) => !skills.has(bindings[0]?.skill ?? ''))).toEqual([]);
  });
  test('every presentation has a start', () => {
    const { time } = Mapping.parse(ouladMapping());
    const starts = new Set(assessments().map(({ presentation }) => presentation));
    expect(time).toMatchObject({
      from: { values: Object.fromEntries([...starts].map((name) => [name, expect.stringMatching(/-(02|10)-01$/)])) },
    });
  });
});
