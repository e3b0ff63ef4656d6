import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { aside, codeStep, meeting, runSteps, sqlStep, type Step } from '../../src/engine/step.js';

let room: string;
let engine: Engine;

beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-aside-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 2 });
});
afterEach(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

function note(name: string, heard: string[]): Step {
  return codeStep(name, '', () => {
    heard.push(name);
    return Promise.resolve();
  });
}

describe('steps aside', () => {
  it('run while those behind them go on, and are waited for where the list says so', async () => {
    const heard: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await runSteps(engine, [
      aside(codeStep('waits', '', () => released.then(() => void heard.push('waits')))),
      aside(note('behind it', heard)),
      note('goes on', heard),
      codeStep('releases', '', () => Promise.resolve(release())),
      meeting(note('meets', heard)),
    ]);
    expect(heard).toEqual(['goes on', 'waits', 'behind it', 'meets']);
  });

  it('see the same tables and call the same functions at the same time', async () => {
    engine.register({ name: 'twice', parameters: 1, returns: 'VARCHAR', call: (text) => text + text });
    const fill = (name: string): Step =>
      sqlStep(
        name,
        '',
        "INSERT INTO words SELECT twice(CAST(range AS VARCHAR)) FROM range(20000) WHERE twice('a') = 'aa'",
      );
    await runSteps(engine, [
      sqlStep('table', '', 'CREATE TABLE words (word VARCHAR)'),
      aside(fill('one')),
      fill('other'),
    ]);
    expect(await engine.rows('SELECT count(*) AS n, count(DISTINCT word) AS words FROM words')).toEqual([
      { n: '40000', words: '20000' },
    ]);
  });

  it('end the list when they fail, with the error that stands first in it', async () => {
    const heard: string[] = [];
    const steps = [
      aside(sqlStep('aside', '', 'SELECT * FROM first_error')),
      aside(note('aside behind', heard)),
      sqlStep('main', '', 'SELECT * FROM second_error'),
      note('after', heard),
    ];
    await expect(runSteps(engine, steps)).rejects.toThrow(/first_error/);
    expect(heard).toEqual([]);
  });

  it('are done when the list is, without a meeting', async () => {
    await runSteps(engine, [aside(sqlStep('table', '', 'CREATE TABLE late AS SELECT 1 AS n'))]);
    expect(await engine.rows('SELECT n FROM late')).toEqual([{ n: 1 }]);
  });

  it('keep their place in the list where there is one thread', async () => {
    const single = await openDuckDb({ spillFolder: join(room, 'single'), threads: 1 });
    const heard: string[] = [];
    await runSteps(single, [
      aside(note('first', heard)),
      note('second', heard),
      meeting(note('third', heard)),
    ]);
    await single.close();
    expect(heard).toEqual(['first', 'second', 'third']);
  });
});
