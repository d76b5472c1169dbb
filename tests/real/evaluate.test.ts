import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateFile } from '@proficio/academy';
import { DATA, onRealData } from './data-folder.js';
import { OULAD_OPTIONS, ouladTable } from './oulad-table.js';

type Figures = readonly [auc: number, logLoss: number, brier: number, calibrationError: number];

/** A plain implementation, cold, in file order: as it is, then recalibrated. */
const REFERENCE: Readonly<Record<string, readonly [Figures] | readonly [Figures, Figures]>> = {
  'running-skill-mean': [[0.636, 0.617, 0.214, 0.029]],
  'canvas/highest@1': [
    [0.601, 1.279, 0.289, 0.268],
    [0.69, 0.586, 0.2, 0.004],
  ],
  'canvas/latest@1': [
    [0.65, 1.38, 0.311, 0.29],
    [0.707, 0.578, 0.196, 0.004],
  ],
  'canvas/average@1': [
    [0.689, 0.786, 0.23, 0.131],
    [0.72, 0.569, 0.193, 0.008],
  ],
  'canvas/n-mastery@1': [
    [0.61, 0.872, 0.244, 0.135],
    [0.691, 0.588, 0.201, 0.004],
  ],
  'canvas/weighted-average@1': [
    [0.692, 0.847, 0.25, 0.191],
    [0.717, 0.571, 0.193, 0.01],
  ],
  'canvas/decaying-average@1': [
    [0.686, 0.911, 0.254, 0.196],
    [0.717, 0.571, 0.193, 0.01],
  ],
  elo: [[0.742, 0.557, 0.187, 0.034]],
  'proficiency@1': [[0.7744, 0.5262, 0.1751, 0.01]],
};
const WITHIN = 0.002;

onRealData('evaluate', () => {
  test('gives the reference figures on ASSISTments 2009', async () => {
    const { rows, scored, methods } = await evaluateFile(join(DATA, 'assist09-train.tsv.gz'));
    expect([rows, scored]).toEqual([220_070, 220_070]);
    const found = methods.map(({ name, recalibrated }) => `${name} ${recalibrated}`);
    expect(found).toEqual(
      Object.entries(REFERENCE).flatMap(([name, figures]) => figures.map((_, index) => `${name} ${index === 1}`)),
    );
    for (const { name, recalibrated, auc, logLoss, brier, calibrationError, ...others } of methods) {
      const wanted = REFERENCE[name]?.[recalibrated ? 1 : 0] ?? [];
      const off = [auc, logLoss, brier, calibrationError].map((figure, index) =>
        Math.abs((figure ?? Infinity) - (wanted[index] ?? 0)),
      );
      expect({ name, recalibrated, off: Math.max(...off) }).toEqual({ name, recalibrated, off: expect.any(Number) });
      expect(Math.max(...off)).toBeLessThanOrEqual(WITHIN);
      expect(others).toEqual({ rmse: null, passMarkAuc: null });
    }
  }, 120_000);

  test('gives the reference figures on OULAD', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-oulad-'));
    const file = join(folder, 'oulad.csv');
    writeFileSync(file, ouladTable());
    const { rows, scored, methods } = await evaluateFile(file, OULAD_OPTIONS);
    rmSync(folder, { recursive: true });
    expect([rows, scored]).toEqual([171_831, 42_531]);
    const found = (method: string) => methods.find(({ name, recalibrated }) => name === method && !recalibrated);
    const estimator = found('proficiency@1');
    expect(Math.abs((estimator?.rmse ?? NaN) - 13.69)).toBeLessThanOrEqual(0.1);
    expect(Math.abs((estimator?.passMarkAuc ?? NaN) - 0.846)).toBeLessThanOrEqual(0.003);
    const weighted = found('canvas/weighted-average@1');
    expect(weighted?.rmse).toBeCloseTo(18.04, 2);
    expect(weighted?.passMarkAuc).toBeCloseTo(0.792, 3);
    expect(estimator).toMatchObject({ auc: null, logLoss: null, brier: null, calibrationError: null });
  }, 120_000);
});
