import { z } from 'zod';
import {
  Bindings,
  foreignId,
  identity,
  key,
  optionalText,
  personKey,
  text,
  type Binding,
  type Command,
  type Fault,
  type Informed,
} from '@proficio/events';
import { happened } from '@proficio/graph';

/** At most this many rows a mutation. */
export const MAX_ROWS = 1000;
export const RecognisePriorLearning = z.object({ rows: z.array(z.unknown()).min(1).max(MAX_ROWS) });

/** Prior learning of one learner, as an assessor or another system tells it. */
export const Row = z
  .object({
    learner: personKey.nullish(),
    issuer: identity.nullish(),
    subject: identity.nullish(),
    framework: key.nullish(),
    skill: key.nullish(),
    bindings: Bindings.nullish(),
    score: z.number().min(0, 'must not be below 0').nullish(),
    maximum: z.number().positive('must be above 0').max(1_000_000).nullish(),
    level: z.number().int().min(0).max(50).nullish(),
    note: optionalText(10_000).nullish(),
    occurredAt: happened.nullish(),
    source: key.nullish(),
    sourceId: foreignId.nullish(),
    personalSourceId: text(1000).nullish(),
  })
  .superRefine((row, context) => {
    for (const { field, reason } of faultsOf(row))
      context.addIssue({ code: 'custom', path: field.split('.'), message: reason });
  });
export type Row = z.output<typeof Row>;

const given = (value: unknown): boolean => value !== null && value !== undefined;

/** What no field alone can tell. */
const faultsOf = (row: z.input<typeof Row>): readonly Fault[] => {
  const faults: Fault[] = [];
  const must = (holds: boolean, field: string, reason: string) => void (holds || faults.push({ field, reason }));
  must(given(row.issuer) === given(row.subject), given(row.issuer) ? 'subject' : 'issuer', 'must be given too');
  must(given(row.learner) !== given(row.subject), 'learner', 'must be given, or else issuer and subject');
  must(given(row.skill) !== given(row.bindings), 'skill', 'must be given, or else bindings');
  must(given(row.skill) === given(row.framework), given(row.skill) ? 'framework' : 'skill', 'must be given too');
  must(given(row.score) !== given(row.level), 'score', 'must be given, or else a level');
  must(!given(row.maximum) || given(row.score), 'maximum', 'is of no use without a score');
  must((row.score ?? 0) <= (row.maximum ?? 1), 'score', `must not be above ${row.maximum ?? 1}`);
  must(!given(row.sourceId) || !given(row.personalSourceId), 'personalSourceId', 'must be absent beside sourceId');
  const identified = given(row.sourceId) || given(row.personalSourceId);
  must(given(row.source) === identified, given(row.source) ? 'sourceId' : 'source', 'must be given too');
  return [...faults, ...bindingFaults(row.bindings ?? [])];
};

/** Each skill once, and the shares of each framework sum to 1. */
const bindingFaults = (bindings: readonly Binding[]): readonly Fault[] => {
  const same = (a: Binding, b: Binding) => a.framework === b.framework && a.skill === b.skill;
  const twice = bindings.flatMap((binding, index) =>
    bindings.findIndex((other) => same(binding, other)) < index
      ? [{ field: `bindings.${index}.skill`, reason: 'was named before' }]
      : [],
  );
  const frameworks = [...new Set(bindings.map(({ framework }) => framework))];
  const uneven = frameworks.filter((framework) => {
    const shares = bindings.filter((binding) => binding.framework === framework).map(({ share }) => share);
    return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) > 1e-9;
  });
  return [
    ...twice,
    ...uneven.map((framework) => ({ field: 'bindings', reason: `have shares in ${framework} that do not sum to 1` })),
  ];
};

interface Recognise {
  readonly recognition: string;
  readonly learner: string;
  readonly source: string;
  readonly sourceId: string;
  readonly bindings: readonly Binding[];
  /** 0 to 1; null where a level is given. */
  readonly score: number | null;
  readonly level: number | null;
  readonly note: string | null;
}

/** What a framework's newest version says: where its levels begin, and its skills. */
export interface KnownFramework {
  readonly cuts: readonly (number | null)[];
  readonly skills: ReadonlySet<string>;
}

export type RecognitionCommand = Informed<
  Command<'RecognisePriorLearning', Recognise>,
  { readonly frameworks: ReadonlyMap<string, KnownFramework> }
>;
