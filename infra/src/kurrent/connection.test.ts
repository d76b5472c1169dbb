import { connect } from './connection.js';

test.each([
  'kurrentdb://localhost:2113?tls=false',
  'esdb://localhost?tls=false',
  'esdb+discover://cluster.example:2113',
  'kurrentdb+discover://admin:secret@cluster.example',
  'kurrentdb://admin:secret@one:2113,two:2113,three:2113?tls=true&keepAliveInterval=10000',
])('%s is a connection string, whose password nobody is told', async (url) => {
  const { client, place } = connect(url);
  expect(place).toMatch(/^KurrentDB at [a-z]/);
  expect(place).not.toMatch(/secret|admin|\?/);
  await client.dispose();
});

test.each([
  ['http://localhost', /not a connection string of KurrentDB/],
  ['kurrentdb://', /not a connection string of KurrentDB/],
  ['kurrentdb://admin:secret@one?tls=perhaps', /the connection string of KurrentDB: true or false is expected/],
  ['kurrentdb://admin:secret@one:x', /the connection string of KurrentDB: port number is expected/],
  ['kurrentdb://admin:secret@one?tlss=true&tls=false', /options that cannot be set for KurrentDB: tlss$/],
  ['kurrentdb://one?nodePreference=follower', /options that cannot be set for KurrentDB: nodePreference$/],
  ['kurrentdb://one?throwOnAppendFailure=false', /options that cannot be set for KurrentDB: throwOnAppendFailure$/],
])('%s is refused by what is wrong with it, without a word of its secrets', (url, reason) => {
  expect(() => connect(url)).toThrow(reason);
  expect(() => connect(url)).not.toThrow(/secret/);
});
