import { EnrolmentEvents, streamName, type EnrolmentEvent, type Recorded } from '@proficio/events';
import type { Context } from '@proficio/graph';

/** An enrolment's events from the log itself, which a view may be behind of; empty for one that was never begun. */
export const eventsInLog = async (
  { kernel, caller: { tenant } }: Context,
  enrolment: string,
): Promise<readonly Recorded<EnrolmentEvent>[]> => {
  const stored = await kernel.events.read(streamName(EnrolmentEvents.category, tenant, enrolment));
  return stored.map(EnrolmentEvents.decode);
};
