import { CohortEvents, streamName, type CohortMembers, type EventStore } from '@proficio/events';

/** Who was to belong to a cohort where the log stood at a position, whatever became of it since: nobody before it was. */
export const definedAt = async (
  events: EventStore,
  tenant: string,
  cohort: string,
  position: bigint,
): Promise<CohortMembers> => {
  let members: CohortMembers = { kind: 'learners', learners: [] };
  for (const event of await events.read(streamName(CohortEvents.category, tenant, cohort))) {
    const { type, data } = CohortEvents.decode(event);
    if (event.position < position && type === 'CohortDefined') members = data.content.members;
  }
  return members;
};
