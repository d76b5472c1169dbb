import type { Fault } from '@proficio/events';
import type { KnownFramework, RecognitionCommand } from './commands.js';

/** Where level 1 and up begin; level k of n at k / (n + 1) where the framework gives no cuts. */
const begins = ({ cuts }: KnownFramework): readonly number[] =>
  cuts.map((cut, index) => cut ?? (index + 1) / (cuts.length + 1));

/** The middle of a level: level l covers from its cut to the next, 0 begins at 0, the last ends at 1. */
export const middleOf = (framework: KnownFramework, level: number): number => {
  const bounds = [0, ...begins(framework), 1];
  return ((bounds[level] ?? 1) + (bounds[level + 1] ?? 1)) / 2;
};

/** The score given, or the middle of the level given. */
export const outcomeOf = ({ data: { bindings, score, level }, found: { frameworks } }: RecognitionCommand): number => {
  if (score !== null) return score;
  const framework = frameworks.get(bindings[0]?.framework ?? '');
  return framework ? middleOf(framework, level ?? 0) : 0;
};

/** What the newest published versions do not know. */
export const unknownIn = ({ data, found: { frameworks } }: RecognitionCommand): readonly Fault[] => {
  const { bindings, level } = data;
  const unknown = bindings.flatMap(({ framework, skill }, index) => {
    const known = frameworks.get(framework);
    if (!known) return [{ field: `bindings.${index}.framework`, reason: `${framework} is not published` }];
    return known.skills.has(skill) ? [] : [{ field: `bindings.${index}.skill`, reason: `is not in ${framework}` }];
  });
  if (level === null) return unknown;
  const [framework, ...others] = new Set(bindings.map(({ framework }) => framework));
  if (others.length > 0) return [...unknown, { field: 'level', reason: 'is of one framework: bind it to one' }];
  const levels = frameworks.get(framework ?? '')?.cuts.length ?? level;
  return level <= levels ? unknown : [...unknown, { field: 'level', reason: `must be from 0 to ${levels}` }];
};
