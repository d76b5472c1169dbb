import {
  reject,
  ResultEvents,
  type Decider,
  type ItemContent,
  type ResultEvent,
  type StoredEvent,
  type Timed,
} from '@proficio/events';
import type { ResultCommand } from './commands.js';

type Kept = ResultEvent & Pick<StoredEvent, 'id' | 'meta'>;
type Scored = Extract<ResultEvent, { type: 'ResultRecorded' }>['data'];
type RecordResult = Extract<ResultCommand, { type: 'RecordResult' }>;

export type Result =
  | { readonly status: 'none' }
  | {
      readonly status: 'recorded' | 'withdrawn';
      readonly scored: Scored;
      /** The event whose evidence counts, or counted until it was withdrawn. */
      readonly evidence: string;
      /** When it happened first: a correction keeps that. */
      readonly occurredAt: string;
    };

const evolve = (result: Result, { type, data, id, meta }: Kept): Result => {
  switch (type) {
    case 'ResultRecorded':
      return { status: 'recorded', scored: data, evidence: id, occurredAt: meta.occurredAt };
    case 'ResultCorrected': {
      const { occurredAt } = result.status === 'none' ? meta : result;
      return { status: 'recorded', scored: data, evidence: id, occurredAt };
    }
    case 'ResultWithdrawn':
      return result.status === 'none' ? result : { ...result, status: 'withdrawn' };
  }
};

const decide = (result: Result, command: ResultCommand): readonly Timed<ResultEvent>[] => {
  switch (command.type) {
    case 'RecordResult':
      return record(result, command);
    case 'WithdrawResult': {
      if (result.status === 'none') return reject('RESULT_UNKNOWN', 'sourceId', 'is no result of this source');
      if (result.status === 'withdrawn') return [];
      const { learner, item, bindings } = result.scored;
      const data = { result: command.data.result, learner, item, bindings, replaces: result.evidence };
      return [{ type: 'ResultWithdrawn', data }];
    }
  }
};

const record = (result: Result, command: RecordResult): readonly Timed<ResultEvent>[] => {
  switch (result.status) {
    case 'none':
      return [{ type: 'ResultRecorded', data: recorded(command) }];
    case 'recorded':
      return correct(result, command);
    case 'withdrawn':
      // Refused, so that the same file read again never brings back what its source took back.
      return reject('RESULT_WITHDRAWN', 'sourceId', 'was withdrawn; a new result needs an id of its own');
  }
};

/** One literal, since an import makes hundreds of thousands. */
const recorded = ({ data, found }: RecordResult): Scored => {
  if (!found.item) return reject('ITEM_UNKNOWN', 'item', `"${data.item}" is no item`);
  const { question, bindings, weight } = found.item;
  if (question.kind === 'self-rating') return reject('ITEM_SELF_RATED', 'item', 'is rated by learners themselves');
  const { score, maximum, outcome } = outOf(data.score, data.maximum ?? found.item.maximum);
  return {
    result: data.result,
    learner: data.learner,
    item: data.item,
    source: data.source,
    sourceId: data.sourceId,
    kind: question.kind === 'graded' ? 'graded-score' : 'scored-item',
    bindings,
    weight,
    score,
    maximum,
    outcome,
  };
};

/**
 * Equal content is nothing to do, and the time is no content: a correction happened when what it corrects did, and stays
 * with the item as it was bound when the result was recorded.
 */
const correct = (
  { scored, evidence, occurredAt }: Exclude<Result, { status: 'none' }>,
  { data: { learner, item, score, maximum } }: RecordResult,
): readonly Timed<ResultEvent>[] => {
  if (learner !== scored.learner) return reject('RESULT_OF_OTHER', 'learner', 'this source id is of another learner');
  if (item !== scored.item) return reject('RESULT_OF_OTHER', 'item', `this source id is of item "${scored.item}"`);
  const points = outOf(score, maximum ?? scored.maximum);
  if (points.score === scored.score && points.maximum === scored.maximum) return [];
  return [{ type: 'ResultCorrected', data: { ...scored, ...points, replaces: evidence }, occurredAt }];
};

const outOf = (score: number, maximum: ItemContent['maximum']) =>
  score <= maximum
    ? { score, maximum, outcome: score / maximum }
    : reject('SCORE_OUT_OF_RANGE', 'score', `must be from 0 to ${maximum}`);

export const result: Decider<Result, ResultCommand, ResultEvent, Kept> = {
  // Spread, so that the compiler looks again: what the family decodes has an id and metadata.
  events: { ...ResultEvents },
  initial: { status: 'none' },
  decide,
  evolve,
};
