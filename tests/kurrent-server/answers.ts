import type { Kept } from './log.js';
import { Identifier, ReadAnswer, UUID, type ReadResp, type StreamIdentifier } from './protocol.js';

const { Checkpoint, CaughtUp, ReadEvent, StreamNotFound, SubscriptionConfirmation } = ReadAnswer;

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const identifierOf = (stream: string): StreamIdentifier => new Identifier().setStreamName(Buffer.from(stream));

export const eventAnswer = (kept: Kept): ReadResp => {
  const position = String(kept.position);
  const event = new ReadEvent.RecordedEvent()
    .setId(new UUID().setString(kept.id))
    .setStreamIdentifier(identifierOf(kept.stream))
    .setStreamRevision(String(kept.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(kept.data)
    .setCustomMetadata(kept.metadata);
  const metadata = event.getMetadataMap();
  metadata.set('type', kept.type);
  metadata.set('content-type', kept.contentType);
  // In ticks of 100 ns.
  metadata.set('created', `${kept.createdMs}0000`);
  return new ReadAnswer().setEvent(new ReadEvent().setEvent(event).setCommitPosition(position));
};

export const notFound = (stream: string): ReadResp =>
  new ReadAnswer().setStreamNotFound(new StreamNotFound().setStreamIdentifier(identifierOf(stream)));

export const confirmation = (id: string): ReadResp =>
  new ReadAnswer().setConfirmation(new SubscriptionConfirmation().setSubscriptionId(id));

export const checkpoint = (position: number): ReadResp =>
  new ReadAnswer().setCheckpoint(
    new Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );

export const caughtUp = (): ReadResp => new ReadAnswer().setCaughtUp(new CaughtUp());
