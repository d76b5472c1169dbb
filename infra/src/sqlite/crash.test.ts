import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolder } from './folder.js';

const KILLS = 20;
const path = mkdtempSync(join(tmpdir(), 'proficio-crash-'));
afterAll(() => rmSync(path, { recursive: true, force: true }));

/** Runs a writer, kills it after a random time from its first word on, and gives the last revision it told of each stream. */
const writeAndDie = (run: number): Promise<ReadonlyMap<string, bigint>> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crash.child.mjs'), path, String(run)]);
    let told = '';
    let complaint = '';
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 60));
    child.stdout.on('data', (text) => (told += text));
    child.stderr.on('data', (text) => (complaint += text));
    child.once('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve(acknowledged(told)) : reject(new Error(`npm run build first? ${complaint}`)),
    );
  });

const acknowledged = (told: string): ReadonlyMap<string, bigint> => {
  const lines = told.slice(0, told.lastIndexOf('\n')).split('\n');
  return new Map(
    lines.map((line) => line.split(' ')).map(([stream = '', revision = '']) => [stream, BigInt(revision)]),
  );
};

test(`a writer killed ${KILLS} times has lost nothing it acknowledged, and left no gap and no lock`, async () => {
  const everTold = new Map<string, bigint>();
  for (let run = 0; run < KILLS; run++) {
    const told = await writeAndDie(run);
    for (const [stream, revision] of told) everTold.set(stream, revision);
    await expectKept(run < KILLS - 1 ? told : everTold);
  }
  expect(everTold.size).toBeGreaterThan(KILLS);
}, 60_000);

const expectKept = async (told: ReadonlyMap<string, bigint>) => {
  const { events, close } = openFolder(path);
  for (const [stream, revision] of told) {
    const kept = await events.read(stream);
    expect(BigInt(kept.length)).toBeGreaterThan(revision);
    expect(kept.map(({ id }) => id)).toEqual(kept.map((_, n) => `${stream} ${n}`));
  }
  close();
};
