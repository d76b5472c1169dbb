import { join } from 'node:path';
import { openKurrent } from '@proficio/infra';
import { alone } from '../kit/alone.js';
import { startKurrentServer, type Started } from '../kurrent-server/started.js';
import { eventLogContract } from './event-log.contract.js';
import { eventStoreContract } from './event-store.contract.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
let server: Promise<Started> | undefined;
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  await (await server)?.kill();
});

/** A machine that is busy with tests may take long; what happens when an answer fails to come has tests of its own. */
const UNHURRIED = { answerMs: 20_000, patienceMs: 25_000 };

const opener = (url: () => Promise<string>) => async () => {
  const store = await openKurrent(await url(), UNHURRIED);
  closing.push(() => store.close());
  return store;
};

const testServer = async () => {
  server ??= startKurrentServer(join(folder.path, 'kurrent.db'));
  return (await server).url;
};
eventStoreContract('KurrentDB, the test server', opener(testServer));
eventLogContract('KurrentDB, the test server', opener(testServer));

const real = process.env['PROFICIO_TEST_KURRENT_URL'];
if (real === undefined) {
  process.stderr.write('Skipped: the event store on a real KurrentDB, since PROFICIO_TEST_KURRENT_URL names none.\n');
  test.skip('KurrentDB, a real server: PROFICIO_TEST_KURRENT_URL names none', () => undefined);
} else {
  process.stderr.write('The event store runs on the KurrentDB of PROFICIO_TEST_KURRENT_URL, too.\n');
  describe('alone', () => {
    alone(real);
    eventStoreContract(
      'KurrentDB, a real server',
      opener(async () => real),
    );
    eventLogContract(
      'KurrentDB, a real server',
      opener(async () => real),
    );
  });
}
