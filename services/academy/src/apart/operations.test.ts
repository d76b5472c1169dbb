import { AwayError, OperationRefusedError } from '@proficio/infra';
import { operatingApart, type OperatedService } from './operations.js';

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
});

const standing = (name: string) => ({ name, position: '1', lag: 0, setAside: 0, hash: 'h' });
/** A service that answers as one does, and tells what it was asked. */
const service = (name: string, projections: readonly string[]): OperatedService => ({
  name,
  projections,
  run: async (operation, input) => {
    asked.push(`${name} ${operation} ${JSON.stringify(input)}`);
    if (operation === 'projections') return { projections: projections.map(standing) };
    if (operation === 'rebuild') return projections.map((one) => ({ name: one, hash: 'h' }));
    return { events: 7, of: name };
  },
});
const away = (name: string, projections: readonly string[]): OperatedService => ({
  name,
  projections,
  run: () => Promise.reject(new AwayError(name)),
});
const books = service('shelves', ['books', 'authors']);
const loans = service('lending', ['loans']);

describe('all services are there', () => {
  const operate = operatingApart([books, loans]);
  test('status joins their projections, and the log is counted by one of them', async () => {
    expect(await operate('status', {})).toEqual({
      events: 7,
      projections: ['books', 'authors', 'loans'].map(standing),
      unavailable: [],
    });
    expect(asked.filter((one) => one.includes('events'))).toEqual(['shelves events {}']);
  });
  test('verify is done by one of them', async () => {
    expect(await operate('verify', {})).toEqual({ events: 7, of: 'shelves' });
    expect(asked).toEqual(['shelves verify {}']);
  });
  test('a projection is rebuilt, and what it set aside listed, by whoever has it', async () => {
    await operate('rebuild', { projection: 'loans', replace: true });
    await operate('set-aside', { projection: 'authors', after: 'c' });
    expect(asked).toEqual([
      'lending rebuild {"projection":"loans","replace":true}',
      'shelves set-aside {"projection":"authors","after":"c"}',
    ]);
  });
  test('all are rebuilt in the order that status has', async () =>
    expect(await operate('rebuild', {})).toEqual(['books', 'authors', 'loans'].map((name) => ({ name, hash: 'h' }))));
  test('a projection that nobody has is refused with those that there are', async () => {
    const words = 'there is no projection birds; there are books, authors, loans';
    for (const name of ['rebuild', 'set-aside'])
      await expect(operate(name, { projection: 'birds' })).rejects.toThrow(new OperationRefusedError(words));
    expect(asked).toEqual([]);
  });
  test('an operation that is none is nothing', async () => expect(await operate('sing', {})).toBeUndefined());
});

describe('a service is away', () => {
  const operate = operatingApart([away('shelves', ['books', 'authors']), loans]);
  test('status tells of the rest, and who is missing', async () =>
    expect(await operate('status', {})).toEqual({
      events: 7,
      projections: [standing('loans')],
      unavailable: ['shelves'],
    }));
  test('another one verifies', async () => expect(await operate('verify', {})).toMatchObject({ of: 'lending' }));
  test('of a rebuild of all its part is told as UNAVAILABLE', async () =>
    expect(await operate('rebuild', {})).toEqual([
      { name: 'books', error: 'books: shelves does not answer now', code: 'UNAVAILABLE' },
      { name: 'authors', error: 'authors: shelves does not answer now', code: 'UNAVAILABLE' },
      { name: 'loans', hash: 'h' },
    ]));
  test('what only it can do is not done', async () => {
    await expect(operate('rebuild', { projection: 'books' })).rejects.toThrow(new AwayError('shelves'));
    await expect(operate('set-aside', { projection: 'books' })).rejects.toThrow(new AwayError('shelves'));
  });
});
test('without any service nothing is verified', async () =>
  expect(operatingApart([away('shelves', ['books'])])('verify', {})).rejects.toThrow(new AwayError('shelves')));
