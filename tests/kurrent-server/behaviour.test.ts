import { join } from 'node:path';
import { temporaryFolder } from '../contract/temporary-folder.js';
import { alone } from '../kit/alone.js';
import { kurrentBehaviour } from './behaviour.contract.js';
import { startKurrentServer, type Started } from './started.js';

const folder = temporaryFolder();
let server: Started | undefined;
afterAll(() => server?.kill());

kurrentBehaviour('the test server', async () => {
  server = await startKurrentServer(join(folder.path, 'kurrent.db'));
  return server.url;
});

const real = process.env['PROFICIO_TEST_KURRENT_URL'];
if (real === undefined) test.skip('a real server: PROFICIO_TEST_KURRENT_URL names none', () => undefined);
else
  describe('alone', () => {
    alone(real);
    kurrentBehaviour('a real server', async () => real);
  });
