import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ask, found, type Api } from '../api/ask.js';
import type { FrameworkFile } from '../file/framework-shape.js';
import { enumName } from './enum-name.js';
import type { Choice } from './choice.js';
import { publish, type Loaded } from './publish.js';

type Closes = FrameworkFile['activities'][number]['closes'];
const closesInput = (closes: Closes) => ({
  target: null,
  artefact: null,
  count: null,
  ...closes,
  kind: enumName(closes.kind),
});

/** The file as the input of `draftFramework`. */
export const frameworkInput = (file: FrameworkFile) => ({
  ...file,
  skills: file.skills.map((skill) => ({
    ...skill,
    relations: skill.relations.map(({ type, skill: other }) => ({ type: enumName(type), skill: other })),
  })),
  activities: file.activities.map((activity) => ({ ...activity, closes: closesInput(activity.closes) })),
  paths: file.paths.map((path) => ({ ...path, closes: path.closes.map(closesInput) })),
});
type FrameworkInput = ReturnType<typeof frameworkInput>;

const CLOSES = 'closes { kind target artefact count }';
const PUBLISHED = `query ($key: String!) {
  framework(key: $key) {
    key title description priorityRule
    levels { key title cut }
    domains { key title description }
    skills {
      key title description domain { key } weight contributes { domain { key } weight } tags
      relations { type skill { key } } descriptors { levels text }
    }
    activities { key title description skills { key } ${CLOSES} }
    paths { key title domain { key } activities { key } ${CLOSES} }
    courses { key title description paths { key } }
  }
}`;

const text = z.string();
const Keyed = z.object({ key: text }).transform(({ key }) => key);
const Closing = z.object({
  kind: text,
  target: z.number().nullable(),
  artefact: text.nullable(),
  count: z.number().nullable(),
});
const Content = z.object({
  key: text,
  title: text,
  description: text,
  priorityRule: text,
  levels: z.array(z.object({ key: text, title: text, cut: z.number().nullable() })),
  domains: z.array(z.object({ key: text, title: text, description: text })),
  skills: z.array(
    z.object({
      key: text,
      title: text,
      description: text,
      domain: Keyed,
      weight: z.number(),
      contributes: z.array(z.object({ domain: Keyed, weight: z.number() })),
      tags: z.array(text),
      relations: z.array(z.object({ type: text, skill: Keyed })),
      descriptors: z.array(z.object({ levels: z.array(z.number()), text })),
    }),
  ),
  activities: z.array(z.object({ key: text, title: text, description: text, skills: z.array(Keyed), closes: Closing })),
  paths: z.array(
    z.object({ key: text, title: text, domain: Keyed, activities: z.array(Keyed), closes: z.array(Closing) }),
  ),
  courses: z.array(z.object({ key: text, title: text, description: text, paths: z.array(Keyed) })),
});

/** The newest published version in the shape that it was drafted in, or undefined. */
export const publishedFramework = async (api: Api, key: string): Promise<z.infer<typeof Content> | undefined> =>
  (await found(ask(api, z.object({ framework: Content }), PUBLISHED, { key })))?.framework;

/** Publishes a framework, unless its newest version is that very content; with `keep`, unless there is any version. */
export const loadFramework = async (api: Api, file: FrameworkFile, { keep = false }: Choice = {}): Promise<Loaded> => {
  const input: FrameworkInput = frameworkInput(file);
  const newest = await publishedFramework(api, file.key);
  if (newest && (keep || isDeepStrictEqual(newest, input)))
    return { key: file.key, outcome: 'unchanged', position: undefined };
  return publish(api, 'Framework', input);
};
