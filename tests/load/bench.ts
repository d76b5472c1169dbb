/** `node dist/load/bench.js NAME...` prints one line of JSON for each figure; without a name it lists the names. */
import { readdirSync } from 'node:fs';
import { summary, type Bench, type Measured } from './measured.js';

const ENDING = '.bench.js';
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));

const measure = async (name: string) => {
  const { bench } = (await import(`./${name}${ENDING}`)) as { readonly bench: Bench };
  const runs: (readonly Measured[])[] = [];
  for (let run = 0; run < bench.runs; run++) runs.push(await bench.run());
  for (const result of summary(name, runs)) console.log(JSON.stringify(result));
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (asked.length === 0 || unknown.length > 0) console.log(known.join('\n'));
if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(', ')}`);
for (const name of asked) await measure(name);
