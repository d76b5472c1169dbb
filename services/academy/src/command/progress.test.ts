import { PassThrough } from 'node:stream';
import { progress } from './progress.js';

const watched = (isTTY: boolean) => {
  const to = Object.assign(new PassThrough(), {
    isTTY,
    columns: 200,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  let now = 0;
  const shown = progress('Importing', 1000, to, () => now);
  return {
    at: (ms: number, count: number) => {
      now = ms;
      shown.done(count);
    },
    text: () => {
      shown.end();
      return String(to.read() ?? '');
    },
  };
};

test('away from a terminal, a line now and then', () => {
  const { at, text } = watched(false);
  at(1000, 100);
  at(5000, 500);
  at(6000, 600);
  at(10_000, 1000);
  expect(text()).toBe(
    'Importing: 500 of 1000, 100 a second, 5 s left\nImporting: 1000 of 1000, 100 a second, 0 s left\n',
  );
});
test('work done in no time is silent there', () => {
  const { at, text } = watched(false);
  at(10, 1000);
  expect(text()).toBe('');
});
test('on a terminal, a bar with rate and time left', () => {
  const { at, text } = watched(true);
  at(1000, 100);
  expect(text()).toContain('100 of 1000 | 100 a second | 9 s left');
});
