import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';

const built = (...path: readonly string[]): string =>
  JSON.stringify(`file://${assetPath('dist', 'src', ...path)}`);

/** Ends the process in the middle of a query whose threads call back into JavaScript. */
const program = `
  import { mkdtempSync, rmSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-stop-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  const { openDuckDb } = await import(${built('engine', 'duckdb', 'duckdb-engine.js')});
  const { stopQueries } = await import(${built('engine', 'stopping.js')});
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
  let calls = 0;
  engine.register({ name: 'f', parameters: 1, returns: 'VARCHAR', call: (value) => {
    calls += 1;
    if (calls === 5000) setTimeout(() => void stopQueries().then(() => process.exit(7)), 0);
    return value;
  } });
  const query = engine.run('CREATE TABLE t AS SELECT f(CAST(i AS VARCHAR)) AS v FROM range(1000000000) r(i)');
  query.then(() => console.log('went on'), () => console.log('went on'));
  await query;
`;

describe('stopQueries', () => {
  it('lets the process end although a thread waits for a scalar function, and nothing goes on', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    expect({ code, out }).toEqual({ code: 7, out: '' });
  }, 30_000);
});
