import { evaluate, type EvaluateOptions } from './evaluate.js';
import type { TableOptions } from './columns.js';
import { readTable } from './table.js';

async function* once(text: string) {
  yield text;
}
const measured = (text: string, options: TableOptions & EvaluateOptions = {}) =>
  evaluate(readTable(once(text), options), options);
const HEADER = 'learner,item,skill,correct';
const NAMES = [
  ...['running-skill-mean', 'canvas/highest@1', 'canvas/latest@1', 'canvas/average@1', 'canvas/n-mastery@1'],
  ...['canvas/weighted-average@1', 'canvas/decaying-average@1', 'elo', 'proficiency@1'],
];

/** A method that answers whatever it is told, and tells how often. */
const answering = (answer: (mean: number, row: number) => number) => {
  let rows = 0;
  return {
    answers: [{ name: 'told', recalibrated: false }],
    predict: (_: unknown, mean: number) => [answer(mean, rows++)],
  };
};
const meansOf = async (text: string, options: TableOptions = {}): Promise<readonly number[]> => {
  const means: number[] = [];
  await measured(text, { ...options, methods: [answering((mean) => (means.push(mean), mean))] });
  return means;
};

test('every policy, as it is and recalibrated, the baselines and the estimator', async () => {
  const { methods } = await measured(`${HEADER}\na,1,s,1\na,2,s,0\n`);
  expect(methods.filter(({ recalibrated }) => !recalibrated).map(({ name }) => name)).toEqual(NAMES);
  expect(methods.filter(({ recalibrated }) => recalibrated).map(({ name }) => name)).toEqual(
    NAMES.filter((name) => name.startsWith('canvas/')),
  );
});

test('the first row is predicted before anything was learnt', async () => {
  const { methods } = await measured(`${HEADER}\na,1,s,1\n`);
  for (const { brier, logLoss } of methods) expect([brier, logLoss]).toEqual([0.25, Math.log(2)]);
});

test('the running mean of a skill is shrunk by five answers towards that of all', async () => {
  const means = await meansOf(`${HEADER}\na,1,s,1\nb,1,s,1\nc,1,t,0\nd,1,s,1\nd,1,t,1\n`);
  const expected = [0.5, (1 + 5 * 1) / 6, 1, (2 + 5 * (2 / 3)) / 7, (0 + 5 * (3 / 4)) / 6];
  means.forEach((mean, row) => expect(mean).toBeCloseTo(expected[row] ?? NaN, 12));
});

test('a rule predicts its score where it has one, within its group, and the running mean where it has none', async () => {
  const text = 'learner,item,skill,correct,class\na,1,s,1,x\na,2,s,0,x\na,3,s,1,y\n';
  const brier = async (options: TableOptions) =>
    (await measured(text, { ...options, warmup: 2 })).methods.find(({ name }) => name === 'canvas/latest@1')?.brier;
  expect(await brier({})).toBe(1);
  const [, , mean = NaN] = await meansOf(text);
  expect(await brier({ ruleGroup: ['class'] })).toBeCloseTo((1 - mean) ** 2, 12);
});

test('what people say of themselves is no score to a rule, nor to the baselines', async () => {
  const text = 'learner,item,skill,correct,kind\na,1,s,0,self-rating\na,1,s,0,recognised-prior\na,1,s,1,scored-item\n';
  const { methods } = await measured(text, { warmup: 2 });
  const brier = new Map(methods.map(({ name, recalibrated, brier }) => [`${name} ${recalibrated}`, brier]));
  expect(brier.get('proficiency@1 false')).toBeGreaterThan(0.25);
  brier.delete('proficiency@1 false');
  for (const figure of brier.values()) expect(figure).toBe(0.25);
});

describe('what is scored', () => {
  const text = 'learner,item,skill,correct,class\na,1,s,1,x\na,2,s,0,y\nb,3,s,1,x\na,4,t,1,x\nb,5,s,1,y\nb,6,s,1,x\n';
  const scored = async (options: TableOptions) => {
    const { rows, scored } = await measured(text, options);
    return [rows, scored];
  };
  test('is every row, but the warm-up', async () => {
    expect(await scored({})).toEqual([6, 6]);
    expect(await scored({ warmup: 2 })).toEqual([6, 4]);
    expect(await scored({ warmup: 9 })).toEqual([6, 0]);
    expect(await scored({ warmupWhere: [{ class: ['x'] }] })).toEqual([6, 2]);
  });
  test('may be only what follows a first row of the learner in a group, the warm-up counting as such', async () => {
    expect(await scored({ onlyAfterFirst: ['class'] })).toEqual([6, 2]);
    expect(await scored({ onlyAfterFirst: ['learner', 'class'] })).toEqual([6, 2]);
    expect(await scored({ onlyAfterFirst: ['learner'] })).toEqual([6, 4]);
    expect(await scored({ onlyAfterFirst: ['class'], warmup: 4 })).toEqual([6, 1]);
  });
});

test('one time throughout is no time', async () => {
  const rows = [0, 1, 1, 0, 1, 1, 0, 1].map((correct, n) => `a,${n % 3},s,${correct}`);
  const without = await measured(`${HEADER}\n${rows.join('\n')}`);
  const still = await measured(`${HEADER},time\n${rows.map((row) => `${row},1700000000`).join('\n')}`);
  const moving = await measured(`${HEADER},time\n${rows.map((row, n) => `${row},${n * 100_000}`).join('\n')}`);
  expect(still).toEqual(without);
  expect(moving.methods.at(-1)).not.toEqual(without.methods.at(-1));
});

test('one class only has no area under a curve; a table without rows has no figures', async () => {
  const { methods } = await measured(`${HEADER}\na,1,s,1\na,2,s,1\n`);
  for (const { auc, brier } of methods) expect([auc, typeof brier]).toEqual([null, 'number']);
  const none = await measured(`${HEADER}\n`);
  expect([none.rows, none.scored]).toEqual([0, 0]);
  for (const { name, recalibrated, ...figures } of none.methods)
    expect([name, recalibrated, ...Object.values(figures)]).toEqual([name, recalibrated, ...Array(6).fill(null)]);
});

test('scores are measured in points', async () => {
  const text = 'learner,item,skill,score,maximum\na,1,s,40,100\na,2,s,80,100\na,3,s,60,100\n';
  const { methods } = await measured(text, {
    passMark: 60,
    methods: [answering((_, row) => [0.5, 0.6, 0.7][row] ?? 0)],
  });
  expect(methods).toEqual([
    {
      ...{ name: 'told', recalibrated: false, auc: null, logLoss: null, brier: null, calibrationError: null },
      ...{ rmse: expect.closeTo(Math.sqrt((100 + 400 + 100) / 3), 9), passMarkAuc: 1 },
    },
  ]);
});
