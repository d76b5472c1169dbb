import type { DifferenceIn, Replay } from './replay.js';

/** One line of what a replay is. */
export const headline = ({ id, framework, policy, against, status, startedAt }: Replay): string =>
  `${id} ${status.toLowerCase()}: ${policy} instead of ${against} in ${framework}, as known on ${startedAt}`;

/** What a replay found, in lines a person reads: only where somebody moves. */
export const told = (replay: Replay): readonly string[] => {
  const { difference } = replay;
  if (difference === null) return [headline(replay)];
  const { learners, moved, domains, skills } = difference;
  return [
    headline(replay),
    `${moved} of ${learners} learners with evidence stand in another band`,
    ...domains.flatMap((one) => moves('domain', one)),
    ...skills.flatMap((one) => moves('skill', one)),
  ];
};

const moves = (what: string, { key, moved, bands }: DifferenceIn): readonly string[] => {
  if (moved === 0) return [];
  const each = bands.filter(({ from, to }) => from.band !== to.band);
  return [
    `${what} ${key}: ${each.map(({ from, to, learners }) => `${from.band} to ${to.band} ${learners}`).join(', ')}`,
  ];
};
