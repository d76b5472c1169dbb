import { AttemptEvents, streamName, type AttemptEvent, type EventStore, type Recorded } from '@proficio/events';

type AnswerRecorded = Extract<Recorded<AttemptEvent>, { type: 'AnswerRecorded' }>;
export const isAnswer = (event: Recorded<AttemptEvent>): event is AnswerRecorded => event.type === 'AnswerRecorded';

/** An attempt's answers from the log itself: what is told after a write must not be behind it, as views may be. */
export const answersInLog = async (
  events: EventStore,
  tenant: string,
  attempt: string,
): Promise<readonly AnswerRecorded[]> => {
  const stored = await events.read(streamName(AttemptEvents.category, tenant, attempt));
  return stored.map(AttemptEvents.decode).filter(isAnswer);
};
