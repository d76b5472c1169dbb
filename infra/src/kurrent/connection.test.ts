import { connect } from './connection.js';
import { unlessTold } from './connection-string.js';

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
  ['kurrentdb://admin:secret@one?tls=perhaps', /options of KurrentDB have values that cannot be: tls$/],
  ['kurrentdb://admin:secret@one:x', /a port number from 1 to 65535/],
  ['kurrentdb://admin:secret@one:99999', /a port number from 1 to 65535/],
  ['kurrentdb://admin:secret@one,', /a host of KurrentDB/],
  ['kurrentdb://admin:pass?secret@one:2113', /an @ after the \?/],
  ['kurrentdb://admin:2113?secret@one:2113', /an @ after the \?/],
  ['kurrentdb://admin:2113?secret&tls=x@one:2113', /an @ after the \?/],
  ['kurrentdb://admin:pass/secret@one', /not a connection string of KurrentDB/],
  ['kurrentdb://admin:pass@secret@one', /not a connection string of KurrentDB/],
  ['kurrentdb://admin:pass:secret@one', /user:password of KurrentDB/],
  ['kurrentdb://admin:%secret@one', /user:password of KurrentDB/],
  ['kurrentdb://secret@one', /user:password of KurrentDB/],
  ['kurrentdb://one?the-secret&tls=true', /options that cannot be set for KurrentDB: \*\*\*$/],
  ['kurrentdb://one?keepAliveInterval=secret&connectionname', /cannot be: keepAliveInterval, connectionName$/],
  ['kurrentdb://one?keepAliveInterval=-5', /values that cannot be: keepAliveInterval$/],
  ['kurrentdb://one?tlsCAFile=/the/secret', /certificate/],
  ['kurrentdb://one?userCertFile=/the/secret', /userCertFile must be given/],
  ['kurrentdb://admin:secret@one?tlss=true&tls=false', /options that cannot be set for KurrentDB: tlss$/],
  ['kurrentdb://one?nodePreference=follower', /options that cannot be set for KurrentDB: nodePreference$/],
  ['kurrentdb://one?throwOnAppendFailure=false', /options that cannot be set for KurrentDB: throwOnAppendFailure$/],
])('%s is refused by what is wrong with it, without a word of its secrets', (url, reason) => {
  expect(() => connect(url)).toThrow(reason);
  expect(() => connect(url)).not.toThrow(/secret/);
});

test.each([
  ['kurrentdb://host', 'kurrentdb://host?discoveryInterval=1&x=2'],
  ['kurrentdb://host/?tls=false', 'kurrentdb://host/?tls=false&discoveryInterval=1&x=2'],
  ['kurrentdb://host?', 'kurrentdb://host?discoveryInterval=1&x=2'],
  ['kurrentdb://host?DiscoveryInterval=9&tlsCAFile=a?b', 'kurrentdb://host?DiscoveryInterval=9&tlsCAFile=a?b&x=2'],
])('of %s an option that it tells is as it tells it', (url, expected) =>
  expect(unlessTold(url, { discoveryInterval: 1, x: 2 })).toBe(expected),
);
