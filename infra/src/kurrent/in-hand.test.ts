import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { InHand, messagesOf } from './in-hand.js';

const attempt = (isOver = false) => ({ progress: () => undefined, isOver });

/** Work that ends when it is told to. */
const pending = () => {
  const begun: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => begun.push(resolve));
  return { begun, work };
};

test('no more than sixteen messages are in hand, and the next goes when one is answered', async () => {
  const inHand = new InHand();
  const { begun, work } = pending();
  for (let n = 0; n < 20; n++) void inHand.run(1, attempt(), work);
  expect(begun).toHaveLength(16);
  begun[3]?.();
  await turn();
  expect(begun).toHaveLength(17);
});

test('what nobody waits for any more is never begun, and makes no room', async () => {
  const inHand = new InHand();
  const { begun, work } = pending();
  void inHand.run(16, attempt(), work);
  const forgotten = attempt();
  void inHand.run(1, forgotten, work);
  void inHand.run(1, attempt(), work);
  forgotten.isOver = true;
  begun[0]?.();
  await turn();
  expect(begun).toHaveLength(2);
});

test('work that fails gives its room back', async () => {
  const inHand = new InHand();
  await expect(inHand.run(16, attempt(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inHand.run(16, attempt(), () => Promise.resolve('yes'))).toBe('yes');
});

describe('the time of who waits for room', () => {
  /** Tells how often its time began anew. */
  const timed = () => {
    const times = { begun: 0 };
    return { times, attempt: { progress: () => void times.begun++, isOver: false } };
  };
  test('begins anew as long as others are answered, and once more with its own turn', async () => {
    const inHand = new InHand(1);
    const { begun, work } = pending();
    const all = [timed(), timed(), timed()];
    for (const { attempt: own } of all) void inHand.run(1, own, work);
    begun[0]?.();
    await sleep(400);
    expect(all.map(({ times }) => times.begun)).toEqual([0, 1, 1]);
    begun[1]?.();
    await sleep(400);
    expect(all.map(({ times }) => times.begun)).toEqual([0, 1, 2]);
  });
  test('passes where nobody is answered, or all that comes is that the server is away', async () => {
    const inHand = new InHand(1, 100);
    const { attempt: own, times } = timed();
    const away = Object.assign(new Error('away'), { type: 'unavailable' });
    void inHand.run(1, attempt(), () => new Promise(() => undefined));
    void inHand.run(1, attempt(), () => Promise.reject(away)).catch(() => undefined);
    void inHand.run(1, own, () => new Promise(() => undefined));
    await sleep(600);
    expect(times.begun).toBe(0);
  });
});

test.each([
  [1, 500, 1],
  [1500, 1_200_000, 1],
  [4000, 4_000_000, 3],
  [100, 100_000_000, 16],
])('%i events of %i bytes are at most so many messages: %i', (events, bytes, messages) => {
  expect(messagesOf(events, bytes)).toBe(messages);
});
