import { Rejection, type Fault } from '@proficio/events';
import { inPoints } from './points.js';
import {
  average,
  decayingAverage,
  highest,
  latest,
  nMastery,
  weightedAverage,
  type Rule,
  type RuleParameters,
} from './rules.js';

/** A parameter's bounds, and what it is where nothing is said. `whole`: only integers. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
  /** Undefined where it is the framework that knows. */
  readonly otherwise: number | undefined;
}
type Name = keyof RuleParameters;

interface Described {
  readonly parameters: Readonly<Partial<Record<Name, Range>>>;
  readonly rule: (parameters: RuleParameters) => Rule;
}

const PER_CENT: Range = { from: 1, to: 99, whole: true, otherwise: 65 };

/** Canvas's six, as data. What an id and version mean never changes. */
export const CANVAS: ReadonlyMap<string, Described> = new Map<string, Described>([
  ['canvas/highest', { parameters: {}, rule: highest }],
  ['canvas/latest', { parameters: {}, rule: latest }],
  ['canvas/average', { parameters: {}, rule: average }],
  [
    'canvas/n-mastery',
    {
      parameters: {
        n: { from: 1, to: 10, whole: true, otherwise: 5 },
        mastery: { from: 0, to: 1, whole: false, otherwise: undefined },
      },
      rule: nMastery,
    },
  ],
  ['canvas/weighted-average', { parameters: { percent: PER_CENT }, rule: weightedAverage }],
  ['canvas/decaying-average', { parameters: { percent: { ...PER_CENT, from: 50 } }, rule: decayingAverage }],
]);

/** As a policy tells them: `percent`, `n`, `mastery` (0 to 1), and `points` possible where scores are rounded. */
export type Told = Readonly<Record<string, number | null>>;

/**
 * The rule of a policy of the first version, over outcomes and scores of 0 to 1. `mastery` is the framework's middle cut
 * point, which holds where the policy names none.
 *
 * @throws Rejection POLICY_UNKNOWN for an id that is not Canvas's; POLICY_INVALID with every field that is out of range
 */
export const canvasRule = (id: string, told: Told, mastery: number): Rule => {
  const described = CANVAS.get(id);
  if (!described) throw new Rejection('POLICY_UNKNOWN', [{ field: 'id', reason: `there is no rule ${id}` }]);
  const faults = faultsOf(described, told);
  if (faults.length > 0) throw new Rejection('POLICY_INVALID', faults);
  const value = (name: Name) => told[name] ?? described.parameters[name]?.otherwise;
  const parameters = { percent: value('percent') ?? 0, n: value('n') ?? 0, mastery: value('mastery') ?? mastery };
  const rule = described.rule({ ...parameters, mastery: parameters.mastery * (told['points'] ?? 1) });
  return told['points'] ? inPoints(rule, told['points']) : rule;
};

const POINTS: Range = { from: 0.01, to: 1_000_000, whole: false, otherwise: undefined };

const faultsOf = ({ parameters }: Described, told: Told): readonly Fault[] => {
  const ranges = new Map<string, Range>(Object.entries({ ...parameters, points: POINTS }));
  return Object.entries(told).flatMap(([field, value]): readonly Fault[] => {
    const range = ranges.get(field);
    if (!range) return [{ field, reason: 'is no parameter of this policy' }];
    const reason = value === null ? null : faultIn(range, value);
    return reason === null ? [] : [{ field, reason }];
  });
};

const faultIn = ({ from, to, whole }: Range, value: number): string | null => {
  if (whole && !Number.isInteger(value)) return `must be a whole number, is ${value}`;
  return value >= from && value <= to ? null : `must be ${from} to ${to}, is ${value}`;
};
