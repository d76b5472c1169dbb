import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  NO_STREAM,
  part,
  perKey,
  readerOf,
  Runner,
  type EventFamily,
  type NewEvent,
  type Projection,
} from '@proficio/events';
import { projectBeside } from './beside.js';
import { META } from './event.sample.js';
import { openFolder } from './sqlite/folder.js';

const things: Pick<EventFamily, 'category' | 'decode'> = {
  category: 'thing',
  decode: (stored) => stored,
};
const counts: Projection<{ readonly count: number }> = {
  name: 'counts',
  version: 1,
  from: [things],
  views: { count: {} },
  ...perKey(
    'count',
    () => 'all',
    (count: number | undefined) => (count ?? 0) + 1,
  ),
};
const event = (id: string): NewEvent => ({
  id,
  type: 'Made',
  data: {},
  meta: META,
});

test('projections of a folder follow what another store of it writes, and tell how far they are', async () => {
  const path = mkdtempSync(join(tmpdir(), 'proficio-beside-'));
  const folder = openFolder(path);
  await folder.events.append('thing-t_0', NO_STREAM, [event('0')]);
  // As whoever holds the folder does before.
  await new Runner(part(counts), folder.events, folder.views).open();
  const stop = new AbortController();
  const reached: bigint[] = [];
  const arrived = async (position: bigint) => {
    for (let ms = 0; ms < 5000 && (reached.at(-1) ?? -1n) < position; ms += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return reached.at(-1);
  };
  const beside = projectBeside(path, [part(counts)], stop.signal, {
    reached: (name, position) => void (name === 'counts' && reached.push(position)),
    failed: (error) => expect(error).toBeUndefined(),
  });
  for (const id of ['1', '2', '3']) {
    const { position } = await folder.events.append(`thing-t_${id}`, NO_STREAM, [event(id)]);
    expect(await arrived(position)).toBe(position);
    expect(await readerOf(folder.views)(counts).get('count', 't', 'all')).toBe(Number(id) + 1);
  }
  const { position } = await folder.events.append('other-t_1', NO_STREAM, [event('4')]);
  expect(await arrived(position)).toBe(position);
  stop.abort();
  await beside;
  folder.close();
  rmSync(path, { recursive: true });
});
