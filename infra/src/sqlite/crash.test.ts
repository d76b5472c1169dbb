import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolder } from './folder.js';

const FOLDERS = 4;
const KILLS = 5;
const base = mkdtempSync(join(tmpdir(), 'proficio-crash-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Runs a writer, kills it after a random time from its first word on, and gives the last revision it told of each stream. */
const writeAndDie = (path: string, run: number): Promise<ReadonlyMap<string, bigint>> =>
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

const expectKept = async (path: string, told: ReadonlyMap<string, bigint>) => {
  const { events, close } = openFolder(path);
  for (const [stream, revision] of told) {
    const kept = await events.read(stream);
    expect(BigInt(kept.length)).toBeGreaterThan(revision);
    expect(kept.map(({ id }) => id)).toEqual(kept.map((_, n) => `${stream} ${n}`));
  }
  close();
};

/** Kills writers of one folder one after the other; each must find what those before it acknowledged. */
const killAndKill = async (path: string) => {
  const everTold = new Map<string, bigint>();
  for (let run = 0; run < KILLS; run++) {
    const told = await writeAndDie(path, run);
    for (const [stream, revision] of told) everTold.set(stream, revision);
    await expectKept(path, told);
  }
  await expectKept(path, everTold);
  return everTold.size;
};

test('writers killed 20 times have lost nothing they acknowledged, and left no gap and no lock', async () => {
  const folders = Array.from({ length: FOLDERS }, (_, n) => join(base, String(n)));
  for (const streams of await Promise.all(folders.map(killAndKill))) expect(streams).toBeGreaterThan(KILLS);
}, 60_000);
