import {
  fold,
  Rejection,
  type Command,
  type CommandMeta,
  type Decider,
  type Event,
  type Timed,
} from '@proficio/events';
import { META } from './circumstances.js';

/** A command in a specification: what it says, and what was looked up for it. The rest has defaults. */
type Said<C extends Command> = C extends Command
  ? Pick<C, 'type' | 'data'> &
      Partial<Pick<C, 'subject'>> &
      (C extends { readonly found: infer F } ? Found<F> : unknown)
  : never;
interface Found<F> {
  readonly found: F;
}

/**
 * given(decider, ...past).when(command).then(...events), or .rejects(code). The past is what was kept, personal fields
 * sealed; what is decided has them in the clear, and must pass its event's schema as it must before it is written.
 */
export const given = <S, C extends Command, Decided extends Event, Kept extends Event>(
  decider: Decider<S, C, Decided, Kept>,
  ...past: readonly NoInfer<Kept>[]
) => ({
  when: (said: Said<C>, meta: Partial<CommandMeta> = {}) => {
    const decide = () => {
      const command = { subject: null, ...said, meta: { ...META, ...meta } } as unknown as C;
      const decided = decider.decide(fold(decider, past), command);
      decided.forEach(decider.events.check);
      return decided;
    };
    return {
      /** Without events: there was nothing to do. */
      then: (...expected: readonly Timed<NoInfer<Decided>>[]): void => expect(decide()).toEqual(expected),
      /** With fields: these, in this order, are at fault. */
      rejects: (code: string, ...fields: readonly string[]): void =>
        expect(rejectionOf(decide)).toMatchObject(fields.length > 0 ? { code, fields } : { code }),
    };
  },
});

const rejectionOf = (decide: () => unknown) => {
  try {
    return { decided: decide() };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { code: error.code, fields: error.faults.map(({ field }) => field) };
  }
};
