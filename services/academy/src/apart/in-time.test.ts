import { StorageError } from '@proficio/infra';
import { inTime } from './in-time.js';

test('what comes in time is given, an error too', async () => {
  expect(await inTime(Promise.resolve(1), 1000, 'MongoDB')).toBe(1);
  await expect(inTime(Promise.reject(new Error('other')), 1000, 'MongoDB')).rejects.toThrow('other');
});
test('who is later is an outage, by name', async () => {
  const late = inTime(new Promise(() => undefined), 20, 'MongoDB');
  await expect(late).rejects.toEqual(new StorageError('MongoDB does not answer in time.'));
  await expect(late).rejects.toBeInstanceOf(StorageError);
});
