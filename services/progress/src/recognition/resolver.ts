import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { RecognisePriorLearning } from './commands.js';
import { takeRows, type RowAnswer } from './take-rows.js';
import {
  RecognisePriorLearningInput,
  RecognisePriorLearningResult,
  RecognitionPayload,
  type RecognitionRow,
} from './types.js';

@Resolver()
export class RecognitionMutations {
  @Mutation(() => RecognisePriorLearningResult, { description: 'Prior learning that an assessor accepts as evidence' })
  @Access(Role.ASSESSOR, Role.ADMINISTRATOR)
  recognisePriorLearning(
    @Arg('input', () => RecognisePriorLearningInput) input: RecognisePriorLearningInput,
    @Ctx() context: Context,
  ) {
    return mutate(context, RecognisePriorLearning, input, async ({ rows }, meta) => {
      const answers = await takeRows(context, rows, meta);
      const position = String(await reached(context, answers));
      return Object.assign(new RecognitionPayload(), { rows: answers.map(shown), position });
    });
  }
}

/** The furthest row; where none was taken the log as it stands. */
const reached = async ({ kernel }: Context, answers: readonly RowAnswer[]): Promise<bigint> => {
  const positions = answers.flatMap((answer) => (answer.status === 'taken' ? [answer.position] : []));
  const [first, ...others] = positions.length > 0 ? positions : [await kernel.events.head()];
  return others.reduce((furthest, position) => (position > furthest ? position : furthest), first ?? 0n);
};

const STATUS = { PriorLearningRecognised: 'RECOGNISED', PriorLearningCorrected: 'CORRECTED' } as const;

const shown = (answer: RowAnswer, index: number): RecognitionRow => {
  switch (answer.status) {
    case 'taken': {
      const status = answer.wrote ? STATUS[answer.wrote] : 'UNCHANGED';
      return { index, status, recognition: answer.recognition, code: null, faults: [] };
    }
    case 'refused':
      return { index, status: 'REFUSED', recognition: null, code: answer.code, faults: answer.faults };
  }
};
