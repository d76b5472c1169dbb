import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import type { EvidenceKind } from '@proficio/events';
import { connectionType, DateTime, failure, FIRST, type Connection, type Edge, type PageInfo } from '@proficio/graph';
import { byOrder, type KeptPiece, type SortKeys } from '../evidence/in-order.js';
import type { Move } from '../estimator/index.js';
import { weigh } from '../policy/weights.js';
import { EvidenceMove, inWords } from './contribution.js';
import type { ShownEvidence } from './shown.js';

@ObjectType({ simpleResolvers: true, description: 'What one fact tells about one skill' })
export class Evidence {
  @Field(() => ID, { description: 'The event it comes from' })
  eventId!: string;
  @Field(() => String, {
    description: 'scored-item, graded-score, rubric, self-rating, recognised-prior or completion',
  })
  kind!: EvidenceKind;
  @Field(() => String, { nullable: true, description: 'The question, `rubric/criterion`, assessment or activity' })
  item!: string | null;
  @Field(() => Float, { nullable: true, description: '0 to 1; null where nothing was scored' })
  outcome!: number | null;
  @Field(() => Float, { description: "What its kind weighs under the policy, times the item's own weight" })
  weight!: number;
  @Field(() => Float, { description: "The skill's part of a fact about several skills" })
  share!: number;
  @Field(() => Float, { nullable: true, description: 'Time taken before answering, milliseconds' })
  hesitationMs!: number | null;
  @Field(() => DateTime, { description: 'When the learner did it' })
  occurredAt!: string;
  @Field(() => DateTime, { description: 'When it was taken down' })
  recordedAt!: string;
  @Field(() => Boolean, { description: 'Whether the score goes by it; the rest is shown beside' })
  counted!: boolean;
  @Field(() => Boolean, { description: 'Taken back, or replaced by a correction' })
  withdrawn!: boolean;
  @Field(() => DateTime, { nullable: true })
  withdrawnAt!: string | null;
  @Field(() => EvidenceMove, {
    nullable: true,
    description:
      'What it did to the estimate; null for what was withdrawn, has no weight, or where the policy estimates nothing',
  })
  move!: () => EvidenceMove | null;
}

export const EvidenceConnection = connectionType('Evidence', () => Evidence);

export interface EvidencePageArgs {
  readonly first: number;
  readonly after?: string | null;
}

/**
 * Gives a plain field the arguments of a page. The field is a function that the executor calls itself: a resolver's
 * arguments are checked behind a promise, and one for each of a profile's skills cost a third of its time.
 */
export const Paged = (): PropertyDecorator => (prototype, field) => {
  Arg('first', () => Int, FIRST)(prototype, field, 0);
  Arg('after', () => String, { nullable: true })(prototype, field, 1);
};

/** Cursors are made when they are asked for: most profiles show evidence without turning pages. */
class EvidenceEdge implements Edge<Evidence> {
  constructor(
    readonly node: Evidence,
    private readonly piece: KeptPiece,
  ) {}

  get cursor(): string {
    return cursorOf(this.piece);
  }
}

class EvidencePageInfo implements PageInfo {
  constructor(
    readonly hasNextPage: boolean,
    private readonly last: KeptPiece | undefined,
  ) {}

  get endCursor(): string | null {
    return this.last ? cursorOf(this.last) : null;
  }
}

/** One page of a skill's evidence, oldest first. @throws GraphQLError BAD_CURSOR */
export const evidencePage = (
  evidence: ShownEvidence,
  first: number,
  after: string | null | undefined,
): Connection<Evidence> => {
  const { policy, pieces } = evidence;
  const weights = weigh(pieces, policy.weights);
  const start = after === null || after === undefined ? 0 : placeAfter(pieces, after);
  const page = pieces.slice(start, start + first);
  return {
    edges: page.map((piece, index) => new EvidenceEdge(nodeOf(evidence, piece, weights[start + index] ?? 0), piece)),
    pageInfo: new EvidencePageInfo(start + page.length < pieces.length, page.at(-1)),
  };
};

const nodeOf = ({ policy, moves }: ShownEvidence, piece: KeptPiece, weight: number): Evidence => {
  const { eventId, kind, item, outcome, share, hesitationMs, occurredAt, recordedAt, withdrawnAt = null } = piece;
  const withdrawn = withdrawnAt !== null;
  return {
    eventId,
    kind,
    item,
    outcome,
    weight,
    share,
    hesitationMs,
    occurredAt,
    recordedAt,
    counted: !withdrawn && outcome !== null && policy.counts(kind),
    withdrawn,
    withdrawnAt,
    move: () => moveOf(moves(), piece),
  };
};

const moveOf = (moves: readonly Move[], { eventId, item }: KeptPiece): EvidenceMove | null => {
  const move = moves.find((one) => one.eventId === eventId && one.item === item);
  return move ? { ...move, because: move.because.map(inWords) } : null;
};

/** A cursor holds every sort key, so that late evidence before it moves nothing. */
const cursorOf = ({ occurredAt, item, eventId, place }: KeptPiece): string =>
  Buffer.from(JSON.stringify([occurredAt, item ?? '', eventId, place])).toString('base64url');

const placeAfter = (pieces: readonly KeptPiece[], cursor: string): number => {
  const reached = readCursor(cursor);
  const place = pieces.findIndex((piece) => byOrder(piece, reached) > 0);
  return place < 0 ? pieces.length : place;
};

const Cursor = z
  .string()
  .transform((text, context) => {
    try {
      const parsed: unknown = JSON.parse(text);
      return parsed;
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string(), z.string(), z.string(), z.number()]));

const readCursor = (cursor: string): SortKeys => {
  const parsed = Cursor.safeParse(Buffer.from(cursor, 'base64url').toString());
  if (!parsed.success) throw failure('BAD_CURSOR', 'after must be a cursor of this connection');
  const [occurredAt, item, eventId, place] = parsed.data;
  return { occurredAt, item, eventId, place };
};
