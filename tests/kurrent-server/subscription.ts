import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { caughtUp, checkpoint, confirmation, eventAnswer } from './answers.js';
import type { Log } from './log.js';
import type { ReadReq } from './protocol.js';
import { fail, goneFrom, isBoundary, matching, occurred, send, type ReadCall } from './call.js';

const PAGE = 500;
const SEARCH_WINDOW = 32;

/**
 * Everything after the asked position for ever. What was sent lies in buffers on the way, so a filtered one's
 * checkpoints reach a slow client's listener long before the events that came first reach its loop.
 */
export const subscribed = async (
  log: Log,
  call: ReadCall,
  options: ReadReq.Options,
  dropped: AbortSignal,
): Promise<void> => {
  const given = options.getAll()?.getPosition()?.getCommitPosition();
  let at = options.getAll()?.hasEnd() ? (log.last()?.position ?? -1) : Number(given ?? -1);
  if (given !== undefined && !isBoundary(log, at)) return fail(call, status.INVALID_ARGUMENT, 'no such position');
  const gone = AbortSignal.any([goneFrom(call), dropped]);
  const matches = matching(options);
  const filter = options.getFilter();
  const interval = (filter?.getMax() || SEARCH_WINDOW) * (filter?.getCheckpointintervalmultiplier() || 1);
  await send(call, confirmation(randomUUID()), gone);
  for (let [considered, isLive] = [0, false]; !gone.aborted;) {
    const page = log.page(at + 1, true, PAGE);
    if (page.length === 0) {
      if (!isLive && filter && at >= 0) await send(call, checkpoint(at), gone);
      if (!isLive) await send(call, caughtUp(), gone);
      isLive = true;
      await occurred(log, 'appended', gone);
    }
    for (const kept of page) {
      if (gone.aborted) break;
      if (matches(kept)) await send(call, eventAnswer(kept), gone);
      at = kept.position;
      if (filter && ++considered % interval === 0) await send(call, checkpoint(at), gone);
    }
  }
  if (dropped.aborted) fail(call, status.UNAVAILABLE, 'the subscription was dropped');
};
