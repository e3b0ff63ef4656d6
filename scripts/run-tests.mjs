// Runs vitest; with YINGBAO_TEST_RESULTS it also writes the JSON results that .ci/run counts.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = process.env.YINGBAO_TEST_RESULTS;
const reporters =
  results === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
