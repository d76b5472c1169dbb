import { z } from 'zod';
import type { FrameworkFile } from '@proficio/academy';
import { readData } from './data-folder.js';

const named = { '@id': z.string(), name: z.string(), description: z.string() };
const Node = z.discriminatedUnion('@type', [
  z.object({ '@type': z.literal('CompetenceArea'), ...named }),
  z.object({ '@type': z.literal('Competence'), ...named, competence_area_id: z.string() }),
  z.object({
    '@type': z.literal('ProficiencyLevel'),
    four_levels_name: z.string(),
    eight_levels_mapping: z.number().int(),
    eight_levels_description: z.string(),
  }),
  z.object({
    '@type': z.literal('LearningOutcome'),
    description: z.string(),
    competence_id: z.string(),
    four_levels_proficiency_name: z.string(),
  }),
  z.object({ '@type': z.literal('CompetenceStatement') }),
  z.object({ '@type': z.literal('Glossary') }),
]);
type Node = z.infer<typeof Node>;

/** `Competence/1.3` as a key */
const key = (id: string): string => id.toLowerCase().replace('/', '-');

/** DigComp 3.0: areas become domains, competences skills; an outcome describes both of the levels that its band has. */
export const digcomp = (): FrameworkFile => {
  const nodes = z.object({ '@graph': z.array(Node) }).parse(readData('digcomp3.jsonld'))['@graph'];
  const of = <T extends Node['@type']>(type: T) =>
    nodes.filter((node): node is Extract<Node, { '@type': T }> => node['@type'] === type);
  const levels = of('ProficiencyLevel').toSorted((a, b) => a.eight_levels_mapping - b.eight_levels_mapping);
  const levelsOf = (band: string) =>
    levels
      .filter(({ four_levels_name: name }) => `ProficiencyLevel/${name}` === band)
      .map(({ eight_levels_mapping: number }) => number);
  const outcomes = of('LearningOutcome');
  return {
    key: 'digcomp-3',
    title: 'DigComp 3.0',
    description:
      'The European framework of digital competence (European Commission, Joint Research Centre; CC BY 4.0).',
    priorityRule: 'gap@1',
    levels: levels.map(({ four_levels_name: name, eight_levels_mapping: number }) => ({
      key: `level-${number}`,
      title: `${name} (${number})`,
      cut: null,
    })),
    domains: of('CompetenceArea').map(({ '@id': id, name: title, description }) => ({
      key: key(id),
      title,
      description,
    })),
    skills: of('Competence').map(({ '@id': id, name: title, description, competence_area_id: area }) => ({
      key: key(id),
      title,
      description,
      domain: key(area),
      weight: 1,
      contributes: [],
      tags: [],
      relations: [],
      descriptors: outcomes
        .filter(({ competence_id: competence }) => competence === id)
        .map(({ description: text, four_levels_proficiency_name: band }) => ({ levels: levelsOf(band), text })),
    })),
    activities: [],
    paths: [],
    courses: [],
  };
};
