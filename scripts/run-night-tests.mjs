// Runs the tests that take random input, with as many of it as a night has time for.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = ['test/ingest/broken-files.test.ts'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const run = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--testTimeout=1800000', ...TESTS],
  { cwd: root, stdio: 'inherit', env: { ...process.env, YINGBAO_NIGHT: '1' } },
);
process.exitCode = run.status ?? 1;
