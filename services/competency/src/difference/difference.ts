import type { ViewKey, ViewSet, ViewShapes } from '@proficio/events';
import type { ShownDomain, Standing } from '../shown/shown.js';

/** A level of a learner's version of the framework. */
export type Band = Pick<Standing, 'level' | 'band'>;

/** Where one learner stands, under the one policy and under the other, in a domain or a skill. */
export interface Move {
  /** `domain/KEY` or `skill/KEY`. */
  readonly place: string;
  readonly learner: string;
  readonly from: Band;
  readonly to: Band;
}

/** How many learners stand in one band under the one policy and in another, or the same, under the other. */
export interface Tally {
  readonly from: Band;
  readonly to: Band;
  learners: number;
}

/** `stalled`: it failed, and is tried again. `whole`: every learner was read. */
export type DifferenceStatus = 'reading' | 'stalled' | 'whole';

/** What a replay has found so far, and how far it is. */
export interface Difference {
  status: DifferenceStatus;
  /** Learners with evidence, and the pieces of it that were read. */
  learners: number;
  evidence: number;
  /** Learners who stand in another band in at least one place. */
  moved: number;
  readonly tallies: Record<string, Tally[]>;
  /** The learner that was read last; learners are read by ascending id. */
  last: string | null;
  /** How long it has worked, seconds. */
  seconds: number;
}

export const nothingRead = (): Difference => ({
  status: 'reading',
  learners: 0,
  evidence: 0,
  moved: 0,
  tallies: {},
  last: null,
  seconds: 0,
});

/** Documents of one replay, in a set of its own: it goes as one, and nobody reads it by mistake. */
export type DifferenceDocs = { readonly difference: Difference; readonly move: Move };
export const SHAPES: ViewShapes = {
  difference: {},
  move: { byPlace: ['place', 'learner'], byLearner: ['learner', 'place'] },
};
export const setOf = (replay: string): ViewSet => ({
  projection: 'competency-difference',
  version: 1,
  partition: replay,
  generation: 1,
});
export const differenceAt = (tenant: string): ViewKey<'difference'> => ({ view: 'difference', tenant, key: 'all' });
export const moveAt = (tenant: string, { learner, place }: Move): ViewKey<'move'> => ({
  view: 'move',
  tenant,
  key: `${learner}/${place}`,
});

/** One learner, in every domain and skill, under both policies. Without evidence no policy says anything. */
export const movesOf = (
  learner: string,
  before: readonly ShownDomain[],
  after: readonly ShownDomain[],
): readonly Move[] =>
  before.flatMap((domain, index) => {
    const other = after[index];
    if (!other) return [];
    const skills = domain.skills.flatMap((skill, at): readonly Move[] => {
      const then = other.skills[at];
      return then ? [moveOf(learner, `skill/${skill.skill.key}`, skill, then)] : [];
    });
    return [moveOf(learner, `domain/${domain.domain.key}`, domain, other), ...skills];
  });

const moveOf = (learner: string, place: string, from: Band, to: Band): Move => ({
  place,
  learner,
  from: { level: from.level, band: from.band },
  to: { level: to.level, band: to.band },
});

export const evidenceIn = (domains: readonly ShownDomain[]): number =>
  domains.reduce((sum, { skills }) => skills.reduce((pieces, { evidence }) => pieces + evidence.pieces.length, sum), 0);

const same = (a: Band, b: Band): boolean => a.level === b.level && a.band === b.band;
export const isMove = ({ from, to }: Pick<Move, 'from' | 'to'>): boolean => !same(from, to);

/** Adds one learner. */
export const count = (difference: Difference, moves: readonly Move[], evidence: number): void => {
  difference.learners++;
  difference.evidence += evidence;
  if (moves.some(isMove)) difference.moved++;
  for (const { place, from, to } of moves) {
    const tallies = (difference.tallies[place] ??= []);
    const tally = tallies.find((one) => same(one.from, from) && same(one.to, to));
    if (tally) tally.learners++;
    else tallies.push({ from, to, learners: 1 });
  }
};

const PREFIX = 8;

/** The part of all learners that has been read, 0 to 1: their ids are keyed hashes, so they lie evenly. */
export const partRead = ({ last }: Pick<Difference, 'last'>): number =>
  last === null ? 0 : (parseInt(last.slice(0, PREFIX), 16) + 1) / 16 ** PREFIX;
