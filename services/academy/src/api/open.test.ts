import { openApi } from './open.js';

test.each(['localhost:4000', 'nonsense', 'ftp://localhost/graphql', 'http://'])('%s is no server’s URL', (url) =>
  expect(openApi({ dataFolder: '/nowhere', tenant: 'academy', url, token: 't' })).rejects.toThrow(
    '--url must be an http or https URL, such as http://localhost:4000/graphql',
  ),
);
