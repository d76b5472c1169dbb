import type { EventFamily } from './event-family.js';
import type { Command, Event, Timed } from './message.js';

/**
 * The whole write model of one kind of stream. No I/O, no clock, no randomness.
 * `[]` means nothing to do; a rule that says no throws `Rejection('NOUN_STATE')`.
 * `Decided` events carry personal fields in the clear, `Kept` ones sealed; without personal fields they are the same.
 */
export interface Decider<State, C extends Command, Decided extends Event, Kept extends Event = Decided> {
  readonly events: EventFamily<Decided, Kept>;
  /** Commands whose input has personal fields: their digest is made, and their fields sealed, under the subject's key. */
  readonly personal?: readonly C['type'][];
  readonly initial: State;
  readonly decide: (state: State, command: C) => readonly Timed<Decided>[];
  readonly evolve: (state: State, event: Kept) => State;
}

export const fold = <State, E extends Event>(
  { evolve, initial }: { readonly evolve: (state: State, event: E) => State; readonly initial: State },
  events: Iterable<E>,
  from: State = initial,
): State => {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
};
