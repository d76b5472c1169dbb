import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { derivedId, handle, ResultEvents, type Asked } from '@proficio/events';
import { Access, mutate, type Context } from '@proficio/graph';
import { learnerOf } from '../learner-of.js';
import { ASSESSORS } from '../roles.js';
import { WithdrawResult, type ResultCommand } from './commands.js';
import { recordResults, type RowOutcome } from './record-results.js';
import { result } from './result.js';
import { sourceIdOf } from './source-id.js';
import {
  RecordResultsInput,
  RecordResultsResult,
  ResultsRecorded,
  ResultWithdrawn,
  WithdrawResultInput,
  WithdrawResultResult,
} from './types.js';

/** Rows are looked at one by one later, so that a faulty one is refused alone. */
const RecordResults = z.object({ rows: z.array(z.unknown()).min(1).max(1000) });

@Resolver()
export class ResultMutations {
  @Mutation(() => RecordResultsResult, {
    description:
      'Rows are answered one by one, in their order. Under a source id that came before, the same score and maximum are ' +
      'nothing to do and others a correction, which keeps item, bindings and first time; what was withdrawn stays so.',
  })
  @Access(...ASSESSORS)
  recordResults(@Arg('input', () => RecordResultsInput) input: RecordResultsInput, @Ctx() context: Context) {
    return mutate(context, RecordResults, input, async ({ rows }, meta) => {
      const outcomes = await recordResults(context, rows, meta);
      const furthest = outcomes.reduce((last, { position = 0n }) => (position > last ? position : last), 0n);
      const count = (counted: RowOutcome['status']) => outcomes.filter(({ status }) => status === counted).length;
      return Object.assign(new ResultsRecorded(), {
        position: String(furthest),
        recorded: count('RECORDED'),
        unchanged: count('UNCHANGED'),
        corrected: count('CORRECTED'),
        refused: count('REFUSED'),
        rows: outcomes.map(({ status, code, faults }, index) => ({ index, status, code, faults })),
      });
    });
  }

  @Mutation(() => WithdrawResultResult, { description: 'By its source: the result counts no more' })
  @Access(...ASSESSORS)
  withdrawResult(@Arg('input', () => WithdrawResultInput) input: WithdrawResultInput, @Ctx() context: Context) {
    return mutate(context, WithdrawResult, input, async (named, meta) => {
      const { source } = named;
      const sourceId = await sourceIdOf(context.kernel, meta.tenant, named);
      const id = derivedId(meta.tenant, 'result', source, sourceId);
      const subject = await learnerOf(context.kernel.events, ResultEvents, meta.tenant, id);
      const asked: Asked<Extract<ResultCommand, { type: 'WithdrawResult' }>> = {
        type: 'WithdrawResult',
        subject,
        data: { source, sourceId, result: id },
        meta,
      };
      const { events, position } = await handle(context.kernel, result, id, asked);
      return Object.assign(new ResultWithdrawn(), { position: String(position), changed: events.length > 0 });
    });
  }
}
