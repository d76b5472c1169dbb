import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionOf, connectionType, FIRST, pageSize, type Connection, type Context } from '@proficio/graph';
import { Learner } from '../learners/types.js';
import { openerOf } from '../revealed-page.js';
import { recognitions } from './recognitions.js';
import { Recognition } from './types.js';

const RecognitionConnection = connectionType('Recognition', () => Recognition);

@Resolver(() => Learner)
export class RecognitionsResolver {
  @FieldResolver(() => RecognitionConnection, { description: 'Prior learning, by when it happened, newest last' })
  async recognitions(
    @Root() { id: learner }: Learner,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Recognition>> {
    const { tenant } = context.caller;
    const which = {
      tenant,
      index: 'byLearner',
      equals: { learner },
      first: pageSize(first),
      after: after ?? undefined,
    };
    const page = await context.read(recognitions).page('recognition', which);
    const opener = openerOf(
      context,
      page.entries.map(({ doc }) => doc.note),
    );
    return connectionOf(page, (doc) => new Recognition(doc, opener));
  }
}
