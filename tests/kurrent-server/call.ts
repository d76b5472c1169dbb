import { once, type EventEmitter } from 'node:events';
import type { ServerWritableStream, status } from '@grpc/grpc-js';
import type { Kept, Log } from './log.js';
import type { ReadReq, ReadResp } from './protocol.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

export const fail = (call: ReadCall, code: status, details: string): void => {
  call.emit('error', { code, details });
};

/** Aborts when the client has gone. */
export const goneFrom = (call: ReadCall): AbortSignal => {
  const gone = new AbortController();
  call.once('cancelled', () => gone.abort());
  return gone.signal;
};

/** Waits while the client takes no more. */
export const send = async (call: ReadCall, message: ReadResp, gone: AbortSignal): Promise<void> => {
  if (!call.write(message)) await occurred(call, 'drain', gone);
};

/** Resolves when it happens or nobody waits for it any more. */
export const occurred = async (emitter: EventEmitter, name: string, gone: AbortSignal): Promise<void> => {
  if (!gone.aborted) await once(emitter, name, { signal: gone }).catch(() => undefined);
};

/** Beyond the end of the log every position will do, and nothing is ever said of it. */
export const isBoundary = (log: Log, position: number): boolean =>
  position > (log.last()?.position ?? -1) || log.has(position);

export const matching = (options: ReadReq.Options): ((kept: Kept) => boolean) => {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return () => true;
  const subject = (kept: Kept) => (filter.hasStreamIdentifier() ? kept.stream : kept.type);
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (kept) => prefixes.some((prefix) => subject(kept).startsWith(prefix));
  const regex = new RegExp(expression.getRegex());
  return (kept) => regex.test(subject(kept));
};
