import { underWay } from './under-way.js';

test('what was begun is waited for, however it ends, and nothing else is', async () => {
  const ends: (() => void)[] = [];
  const { run, over } = underWay(
    (name: string) =>
      new Promise<string>((resolve, reject) =>
        ends.push(() => (name === 'fails' ? reject(new Error(name)) : resolve(name))),
      ),
  );
  await over();
  const failing = expect(run('fails')).rejects.toThrow('fails');
  const done = run('works');
  let isOver = false;
  const waiting = over().then(() => (isOver = true));
  ends[0]?.();
  await failing;
  expect(isOver).toBe(false);
  ends[1]?.();
  expect(await done).toBe('works');
  await waiting;
  await over();
});
