import {
  eventFamily,
  personal,
  reject,
  type Command,
  type Decider,
  type DecidedOf,
  type EventOf,
  type Informed,
} from '@proficio/events';
import { z } from 'zod';
import { ADA, BOB } from './circumstances.js';
import { given } from './given.js';

const NoteEvents = eventFamily('note', {
  Written: { version: 1, data: z.object({ learner: z.string().min(1), words: personal('learner', z.string()) }) },
  Closed: { version: 1, data: z.object({}) },
});
type Kept = EventOf<typeof NoteEvents>;
type Decided = DecidedOf<typeof NoteEvents>;
type NoteCommand =
  | Command<'Write', { readonly learner: string; readonly words: string }>
  | Informed<Command<'Close', object>, { readonly mayClose: boolean }>;
interface Note {
  readonly status: 'open' | 'closed';
  readonly words: number;
}

const note: Decider<Note, NoteCommand, Decided, Kept> = {
  events: NoteEvents,
  initial: { status: 'open', words: 0 },
  decide: (state, command) => {
    if (state.status === 'closed') return reject('NOTE_CLOSED', 'note', `has ${state.words} words`);
    switch (command.type) {
      case 'Write':
        if (command.data.words === 'bug') throw new TypeError('bug');
        if (command.meta.actor !== ADA) return reject('NOTE_NOT_YOURS', 'learner', 'is not you');
        return command.data.words === '' ? [] : [{ type: 'Written', data: command.data }];
      case 'Close':
        return command.found.mayClose ? [{ type: 'Closed', data: {} }] : [];
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'Written':
        return { ...state, words: state.words + 1 };
      case 'Closed':
        return { ...state, status: 'closed' };
    }
  },
};

const write = { type: 'Write', data: { learner: ADA, words: 'hello' } } as const;
const written: Kept = { type: 'Written', data: { learner: ADA, words: { subject: ADA, sealed: 'x' } } };
const closed: Kept = { type: 'Closed', data: {} };

test('what is decided is compared, personal fields in the clear', () =>
  given(note, written)
    .when(write)
    .then({ type: 'Written', data: { learner: ADA, words: 'hello' } }));
test('nothing to do is no events', () =>
  given(note)
    .when({ ...write, data: { learner: ADA, words: '' } })
    .then());
test('what was looked up comes with the command', () =>
  given(note)
    .when({ type: 'Close', data: {}, found: { mayClose: true } })
    .then({ type: 'Closed', data: {} }));
test('the past is folded before deciding', () =>
  given(note, written, closed).when(write).rejects('NOTE_CLOSED', 'note'));
test('the circumstances can be others', () => given(note).when(write, { actor: BOB }).rejects('NOTE_NOT_YOURS'));

describe('a specification that does not hold fails', () => {
  const fails = (specify: () => void) => expect(specify).toThrow();

  test('other events', () => fails(() => given(note).when(write).then(closed)));
  test('no events', () => fails(() => given(note).when(write).then()));
  test('a rejection where events were expected', () => fails(() => given(note, closed).when(write).then()));
  test('no rejection', () => fails(() => given(note).when(write).rejects('NOTE_CLOSED')));
  test('another code', () => fails(() => given(note, closed).when(write).rejects('NOTE_OPEN')));
  test('another field', () => fails(() => given(note, closed).when(write).rejects('NOTE_CLOSED', 'words')));
  test('an event that its schema refuses', () =>
    fails(() =>
      given(note)
        .when({ type: 'Write', data: { learner: '', words: 'hello' } })
        .then({ type: 'Written', data: { learner: '', words: 'hello' } }),
    ));
  test('a bug is not a rejection', () =>
    expect(() =>
      given(note)
        .when({ ...write, data: { learner: ADA, words: 'bug' } })
        .rejects('NOTE_CLOSED'),
    ).toThrow('bug'));
});
