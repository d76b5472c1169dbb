import { ConfigurationError } from '../configuration-error.js';
import { clientOf, databaseOf, openMongo } from './open.js';

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
