/** The floors of the house: imports only go down (docs/architecture.md). Type-only imports count too. */
const middle = ['ingest', 'linkage', 'rules', 'followup', 'report'];
const below = {
  model: [],
  normalize: ['model'],
  engine: ['model'],
  config: ['model'],
  ...Object.fromEntries(middle.map((room) => [room, ['engine', 'config', 'normalize', 'model']])),
  run: [...middle, 'engine', 'config', 'normalize', 'model'],
  cli: ['run', ...middle, 'engine', 'config', 'normalize', 'model'],
};
const rooms = Object.keys(below);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle means that two files are one idea. Merge them, or move what they share down.',
      from: {},
      to: { circular: true },
    },
    ...rooms.map((room) => ({
      name: `floors-${room}`,
      severity: 'error',
      comment: `${room} may import only: ${below[room].join(', ') || 'nothing of ours'}. Hand it over as an argument, or move it down.`,
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...below[room]].join('|')})/` },
    })),
    {
      name: 'pure-below',
      severity: 'error',
      comment: 'Normalisers and the model touch no file, clock or process: what they need is handed to them.',
      from: { path: '^src/(model|normalize)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-driver-in-one-place',
      severity: 'error',
      comment: 'Only src/engine/duckdb knows the driver; everybody else speaks to the Engine port.',
      from: { path: '^src/', pathNot: '^src/engine/duckdb/' },
      to: { path: 'node_modules/@duckdb' },
    },
    {
      name: 'no-dev-dependencies-in-the-product',
      severity: 'error',
      comment: 'What the product imports has to be in `dependencies`.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that resolves to nothing hides from every other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
