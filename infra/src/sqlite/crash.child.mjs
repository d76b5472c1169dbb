/** Appends until it is killed, eight streams at once, and tells each append that was acknowledged: stream and revision. */
import { writeSync } from 'node:fs';
import { openFolder } from '../../dist/sqlite/folder.js';

const [, , path, run] = process.argv;
const { events } = openFolder(path, `run ${run}`);
const meta = { tenant: 't', actor: 'a', occurredAt: '', recordedAt: '', commandId: null, schemaVersion: 1 };
const appendForEver = async (stream) => {
  for (let revision = -1n; ;) {
    const batch = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, n) => ({
      id: `${stream} ${revision + BigInt(n + 1)}`,
      type: 'Written',
      data: { text: 'x'.repeat(Math.random() * 800) },
      meta: { ...meta, commandDigest: '', correlationId: '', causationId: '' },
    }));
    ({ revision } = await events.append(stream, revision, batch));
    writeSync(1, `${stream} ${revision}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, (_, n) => appendForEver(`thing-t_${run}.${n}`)));
