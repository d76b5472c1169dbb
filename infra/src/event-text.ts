import type { NewEvent } from '@proficio/events';

/** An event as a store keeps it. */
export interface EventText {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

const MAX_BYTES = 1024 * 1024;

/** @throws Error for an event that is larger than 1 MiB of JSON */
export const eventText = ({ id, type, data, meta }: NewEvent): EventText => {
  const text = { id, type, data: JSON.stringify(data ?? null), meta: JSON.stringify(meta) };
  const length = text.data.length + text.meta.length;
  // A character takes up to three bytes in UTF-8: most events need no counting.
  const bytes = length * 3 <= MAX_BYTES ? length : Buffer.byteLength(text.data) + Buffer.byteLength(text.meta);
  if (bytes > MAX_BYTES) throw new EventTooLargeError(`${type} has ${bytes} bytes of JSON, more than ${MAX_BYTES}`);
  return text;
};

export class EventTooLargeError extends Error {
  override readonly name = 'EventTooLargeError';
}
