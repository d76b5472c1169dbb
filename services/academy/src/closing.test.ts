import { closing } from './closing.js';

const opening = (closed: string[], failing?: Error) =>
  closing(async (later) => {
    later(() => closed.push('first'));
    later(() => Promise.reject(new Error('the second does not close')));
    later(() => closed.push('third'));
    if (failing) throw failing;
    return {};
  });

test('one that does not close keeps no other open, and is told of', async () => {
  const closed: string[] = [];
  const { close } = await opening(closed);
  await expect(close()).rejects.toThrow('the second does not close');
  expect(closed).toEqual(['third', 'first']);
  await expect(close()).resolves.toBeUndefined();
});
test('what cannot be opened is told of, and not what cannot be closed then', async () => {
  const closed: string[] = [];
  await expect(opening(closed, new Error('the port is taken'))).rejects.toThrow('the port is taken');
  expect(closed).toEqual(['third', 'first']);
});
