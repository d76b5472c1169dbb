import fc from 'fast-check';
import type { EvidenceKind } from '@proficio/events';
import {
  historyIn,
  newItem,
  newOwn,
  newShared,
  newSkill,
  noRows,
  skillPlace,
  teach,
  type CountedPiece,
  type OwnTerms,
  type Row,
  type Rows,
} from './index.js';

/** A fact as a log has it: who, on what, when. */
export interface Told {
  readonly learner: string;
  readonly item: string | null;
  readonly skills: readonly { readonly skill: string; readonly share: number }[];
  readonly kind: EvidenceKind;
  readonly outcome: number;
  readonly weight: number;
  readonly at: number;
}

interface Known {
  own: OwnTerms | null;
  readonly histories: Rows;
  readonly pieces: CountedPiece[];
}

/** What a projection keeps of one framework, in memory: all of it is JSON, and `restarted` goes through it. */
export class Academy {
  private position = 0n;
  shared: Row = newShared();
  skills: Record<string, Row> = {};
  items: Record<string, Row> = {};
  private learners: Record<string, Known> = {};

  tell(fact: Told): number {
    return this.fold(fact, ++this.position);
  }

  /** A review of several criteria: facts of one event, in the order of evidence. */
  tellTogether(facts: readonly Told[]): this {
    const position = ++this.position;
    for (const fact of facts) this.fold(fact, position);
    return this;
  }

  private fold({ learner, item, skills, kind, outcome, weight, at }: Told, position: bigint): number {
    const known = (this.learners[learner] ??= { own: null, histories: noRows(), pieces: [] });
    const own = (known.own ??= newOwn(at));
    const meeting = {
      shared: this.shared,
      own,
      item:
        item === null ? null : { term: (this.items[item] ??= newItem()), history: historyIn(known.histories, item) },
      skills: skills.map(({ skill, share }) => ({
        share,
        from: skillPlace(own, skill, at),
        term: (this.skills[skill] ??= newSkill()),
      })),
    };
    const { expected, readings } = teach(meeting, { kind, outcome, weight, at });
    const fact = { eventId: `event-${position}`, item, kind, outcome, weight, at, position };
    skills.forEach((told, index) => known.pieces.push({ ...fact, ...told, reading: readings[index] ?? [] }));
    return expected;
  }

  tellAll(facts: readonly Told[]): this {
    for (const fact of facts) this.tell(fact);
    return this;
  }

  /** As another process would find it. */
  restarted(): Academy {
    const { shared, skills, items, learners, position } = this;
    const kept = Object.entries(learners).map(([key, { own, histories, pieces }]) => [
      key,
      { ...JSON.parse(JSON.stringify({ own, histories })), pieces: [...pieces] },
    ]);
    const rows = JSON.parse(JSON.stringify({ shared, skills, items }));
    return Object.assign(new Academy(), { ...rows, learners: Object.fromEntries(kept), position });
  }

  own(learner: string): OwnTerms {
    const own = this.learners[learner]?.own;
    if (!own) throw new Error(`${learner} is not known`);
    return own;
  }
  pieces(learner: string): readonly CountedPiece[] {
    return this.learners[learner]?.pieces ?? [];
  }
}

/** What is shown comes of these numbers and no others: own terms with their times, and bases. Practice stands beside them. */
export const shownBits = ({ learner, skills: { keys, numbers } }: OwnTerms) => ({
  learner: learner.slice(0, 3),
  skills: new Map(
    keys.map((key, index) => {
      const row = numbers.slice(index * 10, (index + 1) * 10);
      return [key, { own: row.slice(0, 3), base: row.slice(7) }] as const;
    }),
  ),
});

const KINDS: readonly (readonly [EvidenceKind, number])[] = [
  ['scored-item', 1],
  ['graded-score', 4],
  ['rubric', 4],
  ['self-rating', 0.4],
  ['recognised-prior', 4],
];
export const SKILLS = ['tokens', 'prompts', 'metrics', 'retrieval'];
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** Facts in the order in which they happened, by a few learners about a few skills, from seconds to months apart. */
export const told = (learners: readonly string[], length = 40): fc.Arbitrary<readonly Told[]> =>
  fc
    .array(
      fc.record({
        learner: fc.constantFrom(...learners),
        item: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        skills: fc.subarray(SKILLS, { minLength: 1, maxLength: 3 }),
        kind: fc.constantFrom(...KINDS),
        outcome: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
        itemWeight: fc.constantFrom(1, 1, 0.5, 2),
        after: fc.oneof(fc.nat({ max: 60_000 }), fc.nat({ max: 90 * DAY })),
      }),
      { minLength: 1, maxLength: length },
    )
    .map((drawn) => {
      let at = START;
      return drawn.map(({ learner, item, skills, kind: [kind, weight], outcome, itemWeight, after }) => ({
        learner,
        item: kind === 'recognised-prior' ? null : `${item}-${kind}`,
        skills: shared(skills),
        kind,
        outcome,
        weight: weight * itemWeight,
        at: (at += after + 1),
      }));
    });

/** The first skill has most of it. */
const shared = (skills: readonly string[]) =>
  skills.map((skill, index) => ({
    skill,
    share: skills.length === 1 ? 1 : index === 0 ? 0.6 : 0.4 / (skills.length - 1),
  }));
