import { clientOf, databaseOf } from './open.js';

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
