import { MongoBulkWriteError, MongoOperationTimeoutError, MongoServerClosedError, MongoServerError } from 'mongodb';
import { StorageError } from '../storage-error.js';
import { storing } from './outage.js';

const told = (error: Error) => storing(() => Promise.reject(error));
const server = (code: number, ...errorLabels: readonly string[]) =>
  new MongoServerError({ message: 'as it says', code, errorLabels: [...errorLabels] });

/** Several writes of one command, each refused for a reason of its own. */
const writes = (...codes: readonly number[]) => {
  const writeErrors = codes.map((code, index) => ({ index, code, errmsg: 'as it says' }));
  const result = {} as MongoBulkWriteError['result'];
  return new MongoBulkWriteError(
    { message: 'as it says', code: codes[0] ?? 0, writeErrors: writeErrors as never },
    result,
  );
};

test.each([
  [10107, 'has no primary'],
  [189, 'has no primary'],
  [91, 'is shutting down'],
  [11600, 'is shutting down'],
  [50, 'does not answer in time'],
  // Of a router: that its shard has no primary, or is too slow.
  [133, 'has no primary'],
  [202, 'does not answer in time'],
  [9001, 'cannot be reached'],
  [100, 'has no majority that keeps what is written'],
  [365, 'is overloaded'],
  // A cursor does not outlive its server, a collection's removal, or who tidies up.
  [43, 'broke off what it was asked'],
  [175, 'broke off what it was asked'],
  [11601, 'broke off what it was asked'],
])('that a server answers %i is an outage: MongoDB %s', async (code, reason) => {
  await expect(told(server(code))).rejects.toEqual(new StorageError(`MongoDB ${reason}.`));
});

test('so is what a server itself calls passing, by whatever code', async () => {
  await expect(told(server(4711, 'RetryableWriteError'))).rejects.toThrow('MongoDB cannot be reached.');
  await expect(told(server(462, 'SystemOverloadedError', 'RetryableError'))).rejects.toThrow('MongoDB is overloaded.');
});

test('so are times that a URL sets, and a server that its set gave up', async () => {
  await expect(told(new MongoOperationTimeoutError('timed out'))).rejects.toThrow('MongoDB does not answer in time.');
  await expect(told(new MongoServerClosedError())).rejects.toThrow('MongoDB cannot be reached.');
});

test('of several writes one that found an outage says so, whatever became of the others', async () => {
  await expect(told(writes(11000, 133, 11000))).rejects.toThrow('MongoDB has no primary.');
});

test('what is wrong with that which was asked is told as it is', async () => {
  for (const error of [server(11000), server(2), writes(11000, 2)]) await expect(told(error)).rejects.toBe(error);
});
