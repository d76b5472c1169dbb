import { derivedId, keptSourceId, personId, type CommandMeta } from '@proficio/events';
import { byNow, type Context } from '@proficio/graph';
import type { KnownFramework, RecognitionCommand, Row } from './commands.js';

export const bindingsOf = ({ bindings, framework, skill }: Row) =>
  bindings ?? (framework && skill ? [{ framework, skill, share: 1 }] : []);

/** What a row says, as the command to its own stream; `index` is its place among the rows. */
export const commandOf = async (
  context: Context,
  row: Row,
  meta: CommandMeta,
  index: number,
  frameworks: ReadonlyMap<string, KnownFramework>,
): Promise<RecognitionCommand> => {
  const own = metaOf(row, meta);
  const data = await dataOf(context, row, own, index);
  return { type: 'RecognisePriorLearning', subject: data.learner, data, meta: own, found: { frameworks } };
};

/** Content tells repeats of a source's rows; the command id those of a row that has no source. */
const metaOf = ({ occurredAt, source }: Row, meta: CommandMeta): CommandMeta => ({
  ...meta,
  occurredAt: byNow(occurredAt ?? meta.occurredAt, meta.recordedAt),
  commandId: source ? null : meta.commandId,
});

const dataOf = async (
  { kernel }: Context,
  row: Row,
  meta: CommandMeta,
  index: number,
): Promise<RecognitionCommand['data']> => {
  const { issuer, subject, level, score, maximum, note } = row;
  const { tenant, actor, commandId } = meta;
  const learner = row.learner ?? (await personId(kernel.keys, tenant, issuer ?? '', subject ?? ''));
  const source = row.source ?? 'manual';
  const sourceId =
    typeof row.personalSourceId === 'string'
      ? await keptSourceId(kernel.keys, tenant, source, row.personalSourceId)
      : (row.sourceId ?? derivedId(tenant, source, actor, commandId ?? '', index));
  return {
    recognition: derivedId(tenant, 'recognition', source, sourceId),
    learner,
    source,
    sourceId,
    bindings: bindingsOf(row),
    score: typeof score === 'number' ? score / (maximum ?? 1) : null,
    level: level ?? null,
    note: note ?? null,
  };
};
