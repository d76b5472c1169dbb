import { ConfigurationError } from '../configuration-error.js';
import { StorageError } from '../storage-error.js';
import { clientOf, mongoFault } from './client.js';
import { connecting } from './connecting.js';
import { databaseOf, openMongo } from './open.js';

test('a URL cannot weaken what is acknowledged, nor let secondaries be read', async () => {
  const weak =
    'w=1&journal=false&j=false&wtimeoutMS=5&readPreference=secondary&readConcernLevel=available&retryWrites=false';
  const client = clientOf(`mongodb://127.0.0.1:1,127.0.0.1:2/?replicaSet=rs&${weak}`, 1000);
  const db = databaseOf(client, 'proficio-keys', 1000);
  expect(db.writeConcern).toMatchObject({ w: 'majority', journal: true, wtimeoutMS: 1000 });
  expect(db.readPreference?.mode).toBe('primary');
  expect(db.readConcern?.level).toBe('local');
  expect(client.options.retryWrites).toBe(true);
});

test('a connection string that the driver cannot read is told to whoever set it', async () => {
  const opening = openMongo('mongodb://localhost/?nosuch=1');
  await expect(opening).rejects.toBeInstanceOf(ConfigurationError);
  await expect(opening).rejects.toThrow('the connection string of MongoDB: option nosuch is not supported');
});

test('a file that it names and that is not there is told to them too, without its name', async () => {
  const opening = openMongo('mongodb://127.0.0.1:1/?tls=true&tlsCAFile=/no/secret.pem');
  await expect(opening).rejects.toEqual(
    new ConfigurationError('the connection string of MongoDB: a file that it names cannot be read: ENOENT'),
  );
  await expect(opening).rejects.toBeInstanceOf(ConfigurationError);
});
test('a name that nobody knows now may be known later', async () => {
  const fault = Object.assign(new Error('querySrv ENOTFOUND _mongodb._tcp.a'), {
    code: 'ENOTFOUND',
    syscall: 'querySrv',
  });
  const opening = connecting(() => Promise.reject(fault));
  await expect(opening).rejects.toEqual(new StorageError('MongoDB is not found by its name: ENOTFOUND.'));
  await expect(opening).rejects.toBeInstanceOf(StorageError);
});

test.each([
  ['mongodb://u:hun@secret@h', /mongodb:.+ is expected/],
  ['mongodb://u:secret@h:99999', /a port number from 1 to 65535/],
  ['mongodb://u:secret@h:x', /a port number from 1 to 65535/],
  ['mongodb://h/?tls=true&tls=false', /"tls" cannot appear more than once/],
  ['mongodb://u:secret@h/?replicaSet=', /"replicaSet" cannot be specified with no value/],
  ['mongodb://u:1?secret@h', /an @ after the \?/],
  ['mongodb://h/?authSource=secret@b', /an @ after the \?/],
  ['mongodb://u:a/secret@h', /Password contains unescaped/],
  ['mongodb://h/secret@x', /Username contains unescaped characters$/],
  ['mongodb://u:%secret@h', /URI malformed/],
  ['mongodb://:secret@h', /is expected/],
  ['mongodb://h/?the-secret=1', /is expected/],
  ['mongodb://h/?readPreference=secret', /Invalid read preference mode$/],
  ['mongodb://h/?maxPoolSize=secret', /Expected maxPoolSize to be stringified int value$/],
  ['mongodb://h/?compressors=secret', /is expected/],
  ['mongodb://h/?authMechanism=secret', /is expected/],
  ['mongodb+srv://u:secret@a.example:27017', /cannot have port number/],
])('%s is refused before anything is asked, without a word of its secrets', async (url, reason) => {
  expect(mongoFault(url)).toMatch(reason);
  expect(mongoFault(url)).not.toContain('secret');
  await expect(openMongo(url)).rejects.toThrow(new ConfigurationError(mongoFault(url)));
});

test('several hosts, sockets and names to be looked up can be', () => {
  for (const url of [
    'mongodb://a:1,b:2/?replicaSet=rs',
    'mongodb://%2Ftmp%2Fmongodb.sock',
    'mongodb+srv://u:p@a.example',
  ])
    expect(mongoFault(url)).toBeUndefined();
});
