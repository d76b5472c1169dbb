import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { toldByNode } from '@proficio/infra/node-error';
import { FaultyFile } from './faulty-file.js';

/** The text of a file in chunks, unpacked where its content says that it is packed by gzip. @throws FaultyFile */
export async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of bytesOf(path)) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!isUndecodable(error))
      throw new FaultyFile(path, [{ field: 'file', reason: String(error).replace(/^Error: /, '') }]);
    throw new FaultyFile(path, [{ field: `line ${await undecodableLine(path)}`, reason: 'is not UTF-8' }]);
  }
}

const isUndecodable = (error: unknown): boolean => toldByNode(error).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

const LF = 0x0a;

/** Looked for only where there is one, so that lines need not be counted in all the others. */
const undecodableLine = async (path: string): Promise<number> => {
  let line = 1;
  let begun = Buffer.alloc(0);
  for await (const bytes of bytesOf(path)) {
    let from = 0;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
      if (!isUtf8(Buffer.concat([begun, bytes.subarray(from, at)]))) return line;
      begun = Buffer.alloc(0);
      from = at + 1;
      line += 1;
    }
    begun = Buffer.concat([begun, bytes.subarray(from)]);
  }
  return line;
};

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const packed = await isPacked(path);
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const chunks: AsyncIterable<Uint8Array> = packed ? pipeline(source, createGunzip(), () => undefined) : source;
  yield* chunks;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const isPacked = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    return GZIP.equals((await file.read({ buffer: Buffer.alloc(2), position: 0 })).buffer);
  } finally {
    await file.close();
  }
};
