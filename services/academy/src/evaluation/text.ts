import { FaultyFile } from '../file/faulty-file.js';
import { bytesOf } from '../results/csv.js';

/** The text of a file in chunks, unpacked where it is packed by gzip. @throws FaultyFile */
export async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of bytesOf(path)) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw new FaultyFile(path, [{ field: 'file', reason: reasonOf(error) }]);
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : error.message;
};
