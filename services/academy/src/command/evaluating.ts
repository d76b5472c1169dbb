import { Command } from 'commander';
import type { TableOptions } from '@proficio/competency/evaluate';
import { evaluateFile } from '../evaluation/evaluate-file.js';
import { condition, mapping, names, points, rows } from '../evaluation/options.js';
import { printed } from '../evaluation/printed.js';
import { asJson } from './where.js';

interface Options extends TableOptions {
  readonly passMark?: number;
  readonly json?: boolean;
}

/** It needs no academy: the policies are measured by themselves. */
export const evaluating = (): Command =>
  new Command('evaluate')
    .description('measures every policy on a table of answers: each row is predicted, then learnt from')
    .argument('<file>', 'with tabs or commas, also packed by gzip')
    .option('--map <field=column,...>', 'what the columns mean, where their headings do not say it', mapping)
    .option('--rule-group <column,...>', 'what the rule policies keep apart of a learner, if not the skill', names)
    .option('--warmup <rows>', 'so many rows are learnt from and not scored', rows)
    .option('--warmup-where <column=value,...>', 'and so are these', condition)
    .option('--only-after-first <column,...>', "scores what follows a learner's first row in the group", names)
    .option('--pass-mark <points>', 'below which a score is a failure', points)
    .addOption(asJson())
    .addHelpText('after', HELP)
    .action(async (file: string, { json, ...options }: Options) => {
      const evaluation = await evaluateFile(file, options);
      console.log(json ? JSON.stringify(evaluation) : printed(evaluation));
    });

const HELP = `
Fields are learner, item, skill; correct (0 to 1), or score and maximum; and, where there are any, time (in seconds) or
day, and kind. The headings user_id, item_id, skill_id, timestamp and correct are understood as they are. A maximum that
is the same for all rows may be told as a number: --map score=points,maximum=100.
`;
