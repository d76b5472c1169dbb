import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAcademy, type Academy } from '@proficio/academy';
import { DEVELOPMENT, openLog } from '@proficio/infra';
import { operation } from '@proficio/schema';
import type { Bench, Measured } from './measured.js';
import { seed } from './profile/seed.js';

const LEARNERS = 100;
const WARM_TURNS = 5;
const TURNS = 11;
const CLAIMS = { iss: DEVELOPMENT.issuer, sub: 'anna', role: 'analyst', tenant: 'academy' };

const SCORES = `query Scores($learner: ID!, $after: Position) { learner(id: $learner) {
  competency(framework: "ai-product-manager", after: $after) { domains { score band } } } }`;
/** Everything that is shown of a learner, and the scores alone. */
const QUERIES: readonly (readonly [figure: string, query: string])[] = [
  ['profile as of a day', operation('profile')],
  ['scores as of a day', SCORES],
];
const dated = (query: string): string =>
  query
    .replace('$after: Position)', '$after: Position, $asOf: DateTime)')
    .replace('after: $after)', 'after: $after, asOf: $asOf)');

/** Microseconds of a core that a query takes in the academy's own process. */
const each = async ({ execute }: Academy, query: string, variables: readonly object[]): Promise<number> => {
  const from = process.cpuUsage();
  for (const own of variables) {
    const { errors } = await execute(query, { ...own }, CLAIMS);
    if (errors) throw new Error(JSON.stringify(errors));
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / variables.length;
};

/**
 * Profiles of learners of the sample academy, as of a moment after all they did, and so folded anew from all their
 * evidence, against the live ones, by turns.
 */
const measure = async (academy: Academy, learners: readonly object[]): Promise<readonly Measured[]> => {
  const asOf = new Date().toISOString();
  const thatDay = learners.map((learner) => ({ ...learner, asOf }));
  const measured: Measured[] = [];
  for (const [figure, query] of QUERIES)
    for (let turn = -WARM_TURNS; turn < TURNS; turn++) {
      const reference = await each(academy, query, learners);
      const value = await each(academy, dated(query), thatDay);
      const unit = 'microseconds of one core a query';
      if (turn >= 0) measured.push({ figure, value, unit, reference, goal: { of: 'ratio', atMost: 3 } });
    }
  return measured;
};

export const bench: Bench = {
  runs: 1,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proficio-as-of-'));
    try {
      const questions = await seed(folder, LEARNERS);
      const academy = await startAcademy({ dataFolder: folder, log: openLog('warn') });
      await academy.ready;
      const learners = questions.map(({ body }) => (JSON.parse(body) as { readonly variables: object }).variables);
      try {
        return await measure(academy, learners);
      } finally {
        await academy.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
