import {
  evaluate,
  readTable,
  type Evaluation,
  type EvaluateOptions,
  type TableOptions,
} from '@proficio/competency/evaluate';
import { Rejection } from '@proficio/events';
import { FaultyFile } from '../file/faulty-file.js';
import { textOf } from '../file/text.js';

/** Predicts each row of a file before learning from it, by every policy. Needs no store. @throws FaultyFile */
export const evaluateFile = async (path: string, options: TableOptions & EvaluateOptions = {}): Promise<Evaluation> => {
  try {
    return await evaluate(readTable(textOf(path), options), options);
  } catch (error) {
    if (error instanceof Rejection) throw new FaultyFile(path, error.faults);
    throw error;
  }
};
