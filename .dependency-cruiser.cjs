/** The arrows of the house, checked by `npm run lint`: services -> graph -> events <- infra. */
/** Tests, and the samples that only they read. */
const TEST = '\\.(test|sample)\\.ts$';
const VENDORS = [
  'node_modules/(@apollo|@as-integrations|@fastify|@grpc|@kurrent|@opentelemetry|@photostructure)/',
  'node_modules/google-protobuf/',
  'node_modules/(better-sqlite3|fastify|graphql-sse|graphql-ws|jose|mongodb|pino|prom-client|undici)/',
  '^(node:)?sqlite$',
];
const CONSOLE_TOOLS = 'node_modules/(commander|cli-progress)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'events-know-nothing',
      'events depends on zod and on what Node brings, and on nothing else',
      { path: '^events/', pathNot: TEST },
      { pathNot: ['^events/', 'node_modules/zod/'], dependencyTypesNot: ['core'] },
    ),
    forbid(
      'deciding-needs-no-views',
      'what decides and records knows nothing of what is made of it',
      { path: '^events/src/(kernel|ports)/', pathNot: TEST },
      { path: '^events/src/views/' },
    ),
    forbid(
      'graph-knows-events',
      'graph, the GraphQL words that subgraphs share, knows no other workspace than events',
      { path: '^graph/', pathNot: TEST },
      { path: '^(infra|schema|services|tests)/' },
    ),
    forbid(
      'infra-knows-events',
      'infra knows events and vendors, no service and none of their words',
      { path: '^infra/', pathNot: TEST },
      { path: '^(graph|schema|services|tests)/' },
    ),
    forbid(
      'services-are-strangers',
      'a service never imports another; academy, which is all of them in one process, may',
      { path: '^services/([^/]+)/', pathNot: '^services/academy/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    forbid(
      'main-joins-infra',
      'only a main.ts, academy and tests join a service to infra',
      {
        pathNot: ['^infra/', '^services/[^/]+/src/main\\.ts$', '^services/academy/', '^tests/', TEST],
      },
      { path: '^infra/' },
    ),
    forbid(
      'processes-load-what-they-use',
      "academy names infra's files one by one: its index loads every vendor, whatever the process is for",
      { path: '^services/academy/', pathNot: TEST },
      { path: '^infra/src/index\\.ts$' },
    ),
    forbid(
      'nothing-imports-tests',
      'tests know the house, the house does not know its tests',
      { pathNot: ['^tests/', TEST] },
      { path: ['^tests/', TEST] },
    ),
    forbid(
      'tests-share-the-kit',
      'a test anywhere may use tests/kit, and nothing else of tests',
      { path: TEST, pathNot: '^tests/' },
      { path: ['^tests/', '\\.test\\.ts$'], pathNot: '^tests/kit/' },
    ),
    forbid(
      'the-test-server-is-a-process',
      'tests start the Kurrent protocol server and talk to it as to a real one',
      { pathNot: '^tests/kurrent-server/' },
      { path: '^tests/kurrent-server/', pathNot: '/started\\.ts$' },
    ),
    forbid('no-circles', 'modules that need each other are one module', {}, { circular: true }),
    forbid(
      'vendors-stay-in-infra',
      'a vendor can be changed in one place: infra; benchmarks measure against others, a test server speaks as they do',
      { pathNot: ['^infra/', '^tests/(load|kurrent-server)/', '^tests/contract/.*mongo'] },
      { path: VENDORS },
    ),
    forbid(
      'console-tools-stay-in-academy',
      'the command line is academy alone',
      { pathNot: '^services/academy/' },
      { path: CONSOLE_TOOLS },
    ),
    forbid(
      'declared-only',
      'a package that is imported stands in the package.json of its workspace, or of the root',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'resolvable-only',
      'what does not resolve is not checked, so everything must',
      {},
      { couldNotResolve: true, pathNot: '^node:sqlite$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?!node_modules/).*/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // `source` leads from a workspace's name to its TypeScript.
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
    },
  },
};
