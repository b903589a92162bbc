/** The layer rules of docs/architecture.md, as a machine can check them. */
const layer = (name, from, notTo, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: notTo },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A circle has no first file to read.',
      from: {},
      to: { circular: true },
    },
    layer(
      'domain-is-pure',
      '^domain/',
      '^(server|electron|renderer|tests|scripts)/',
      'domain imports nothing of ours',
    ),
    {
      name: 'domain-no-io',
      severity: 'error',
      comment: 'domain runs unchanged in the page, in workers and on the server',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'] },
    },
    layer('server-apart', '^server/', '^(electron|renderer|tests|scripts)/', 'server knows domain only'),
    layer(
      'electron-apart',
      '^electron/',
      '^(server|tests|scripts)/',
      'the shell knows domain and the host contract only',
    ),
    {
      name: 'electron-sees-host-contract-only',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/', pathNot: '^renderer/host/host\\.ts$' },
    },
    layer(
      'renderer-apart',
      '^renderer/',
      '^(server|tests|scripts)/',
      'the page never reaches into the server',
    ),
    {
      name: 'renderer-sees-ipc-table-types-only',
      severity: 'error',
      comment: 'host/electron.ts may know the shape of the bridge, nothing else of the shell',
      from: { path: '^renderer/' },
      to: { path: '^electron/', pathNot: '^electron/ipc/' },
    },
    {
      name: 'only-host-knows-the-bridge',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/host/' },
      to: { path: '^electron/' },
    },
    layer(
      'host-is-lowest',
      '^renderer/host/',
      '^renderer/(store|sync|records|papers|features|app)/',
      'host, store <- sync <- records <- papers <- features <- app',
    ),
    {
      name: 'store-is-low',
      severity: 'error',
      comment:
        'store <- sync, but the store implements the port the engine asks for, and the worker joins the two',
      from: { path: '^renderer/store/', pathNot: '^renderer/store/worker/' },
      to: { path: '^renderer/(sync|records|papers|features|app)/', pathNot: '^renderer/sync/port\\.ts$' },
    },
    layer(
      'worker-joins-store-and-sync',
      '^renderer/store/worker/',
      '^renderer/(records|papers|features|app)/',
      'the worker is where store and engine are put together; it knows no screen',
    ),
    layer(
      'sync-below-records',
      '^renderer/sync/',
      '^renderer/(records|papers|features|app)/',
      'host, store <- sync <- records <- papers <- features <- app',
    ),
    layer(
      'records-below-features',
      '^renderer/records/',
      '^renderer/(papers|features|app)/',
      'host, store <- sync <- records <- papers <- features <- app',
    ),
    layer(
      'papers-below-features',
      '^renderer/papers/',
      '^renderer/(sync|features|app)/',
      'a paper reads records by the store port and is opened by the screens of features',
    ),
    layer(
      'features-below-app',
      '^renderer/features/',
      '^renderer/app/',
      'host, store <- sync <- records <- papers <- features <- app',
    ),
    {
      name: 'no-electron-in-page-or-server',
      severity: 'error',
      from: { path: '^(domain|server|renderer)/' },
      to: { path: '(^|node_modules/)electron(/|$)', pathNot: '^electron/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
