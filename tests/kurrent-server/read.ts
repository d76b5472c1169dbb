import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { eventAnswer, nameOf, notFound } from './answers.js';
import { fail, goneFrom, isBoundary, matching, send, type ReadCall } from './call.js';
import type { Kept, Log } from './log.js';
import { ReadRequest, type ReadReq } from './protocol.js';
import { subscribed } from './subscription.js';

type Options = ReadReq.Options;

const PAGE = 500;

export interface Reading {
  readonly log: Log;
  readonly isReady: () => boolean;
  readonly dropped: AbortSignal;
  readonly lookMs?: number;
  readonly reader?: string;
}

export const read = (call: ReadCall, { log, isReady, dropped, lookMs = 0, reader }: Reading) => {
  if (!isReady()) return fail(call, status.UNAVAILABLE, 'Server Is Not Ready');
  if (reader !== undefined && reader !== whoAsks(call)) return fail(call, status.UNAUTHENTICATED, 'who are you?');
  const options = call.request.getOptions();
  if (!options) return fail(call, status.INVALID_ARGUMENT, 'no options');
  const answered = options.hasSubscription()
    ? subscribed(log, call, options, dropped)
    : answer(log, call, options, lookMs).then(() => call.end());
  answered.catch((error: unknown) => fail(call, status.UNKNOWN, String(error)));
};

const answer = async (log: Log, call: ReadCall, options: Options, lookMs: number): Promise<void> => {
  const gone = goneFrom(call);
  let left = Number(options.getCount());
  for await (const kept of options.hasStream() ? ofStream(log, call, options) : ofAll(log, call, options, lookMs)) {
    if (left <= 0 || gone.aborted) return;
    await send(call, eventAnswer(kept), gone);
    // Before another page is read for nobody.
    if (--left <= 0) return;
  }
};

const whoAsks = (call: ReadCall): string =>
  Buffer.from(String(call.metadata.get('authorization')[0]).replace('Basic ', ''), 'base64').toString();

const isForwards = (options: Options): boolean =>
  options.getReadDirection() === ReadRequest.Options.ReadDirection.FORWARDS;

async function* ofStream(log: Log, call: ReadCall, options: Options): AsyncGenerator<Kept> {
  const asked = options.getStream();
  const stream = nameOf(asked?.getStreamIdentifier());
  if (log.revision(stream) < 0) return void call.write(notFound(stream));
  const forwards = isForwards(options);
  const edge = forwards ? 0 : Number.MAX_SAFE_INTEGER;
  let from = asked?.hasRevision() ? Number(asked.getRevision()) : edge;
  for (let page = log.pageOf(stream, from, forwards, PAGE); page.length > 0;) {
    yield* page;
    from = (page.at(-1)?.revision ?? 0) + (forwards ? 1 : -1);
    page = log.pageOf(stream, from, forwards, PAGE);
  }
}

async function* ofAll(log: Log, call: ReadCall, options: Options, lookMs: number): AsyncGenerator<Kept> {
  const forwards = isForwards(options);
  const matches = matching(options);
  const given = options.getAll()?.getPosition()?.getCommitPosition();
  let from = given === undefined ? (forwards ? 0 : Number.MAX_SAFE_INTEGER) : Number(given);
  if (given !== undefined && !isBoundary(log, from)) return fail(call, status.INVALID_ARGUMENT, 'no such position');
  // Who asks for the head wants one event, and asks often.
  const first = Math.min(Number(options.getCount()), PAGE);
  for (let page = log.page(from, forwards, first); page.length > 0;) {
    const found = page.filter(matches);
    yield* found;
    if (found.length === 0) await sleep(lookMs);
    from = (page.at(-1)?.position ?? 0) + (forwards ? 1 : 0);
    page = log.page(from, forwards, PAGE);
  }
}
