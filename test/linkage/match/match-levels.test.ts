import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { text } from '../../../src/engine/sql.js';
import { buildNameKnowledge } from '../../../src/linkage/levels/name-comparer.js';
import { loadNameTables } from '../../../src/linkage/levels/name-tables.js';
import { matchFunctions } from '../../../src/linkage/match/match-functions.js';
import { levelNames, levelSql } from '../../../src/linkage/match/match-levels.js';
import { parseMatchModel, type LevelTest } from '../../../src/linkage/match/match-model.js';
import { linkageFunctions } from '../../../src/linkage/scalar-functions.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'levels-')) });
  const names = buildNameKnowledge(loadNameTables('data/reference'));
  for (const fn of [...matchFunctions, ...linkageFunctions(names)]) engine.register(fn);
});
afterAll(() => engine.close());

function modelWith(when: LevelTest): ReturnType<typeof parseMatchModel> {
  const comparison = (name: string): unknown => ({
    name,
    field: name,
    levels: [{ level: 'reached', when: name === 'a' ? when : { test: 'equal' } }],
    otherwise: { level: 'different' },
    ...(name === 'b' ? { skipWhen: { comparison: 'a', level: 'reached' } } : {}),
  });
  return parseMatchModel(
    JSON.stringify({
      format: 'yingbao-match-model/1',
      name: 'test',
      version: 1,
      provenance: { how: 'by hand', note: 'one level' },
      fields: [
        { name: 'a', kind: 'text' },
        { name: 'b', kind: 'text' },
      ],
      blocking: [{ name: 'a', left: [{ field: 'a' }] }],
      comparisons: [comparison('a'), comparison('b')],
      thresholds: { link: 0.5, review: 0.1 },
    }),
    'test',
  );
}

type Cell = string | null;

/** The level of the first and second comparison of two records with fields a and b. */
async function levels(
  when: LevelTest,
  left: readonly [Cell, Cell],
  right: readonly [Cell, Cell],
): Promise<readonly string[]> {
  const model = modelWith(when);
  const cell = (value: Cell, name: string): string =>
    `CAST(${value === null ? 'NULL' : text(value)} AS VARCHAR) AS f_${name}, replace(CAST(${value === null ? 'NULL' : text(value)} AS VARCHAR), ' ', '') AS x_${name}`;
  const side = ([a, b]: readonly [Cell, Cell]): string => `(SELECT ${cell(a, 'a')}, ${cell(b, 'b')})`;
  const columns = model.comparisons.map(
    (comparison) => `${levelSql(model, comparison)} AS ${comparison.name}`,
  );
  const [row] = await engine.rows(
    `SELECT ${columns.join(', ')} FROM ${side(left)} AS l, ${side(right)} AS r`,
  );
  return model.comparisons.map((comparison) => {
    const place = row?.[comparison.name] ?? null;
    return place === null ? 'none' : (levelNames(comparison)[Number(place)] ?? '?');
  });
}

describe('levels of one field', () => {
  it.each<[LevelTest, Cell, Cell, string]>([
    [{ test: 'equal' }, 'miller', 'miller', 'reached'],
    [{ test: 'equal' }, 'miller', 'muller', 'different'],
    [{ test: 'equal' }, 'miller', null, 'none'],
    [{ test: 'equal' }, null, null, 'none'],
    [{ test: 'edits', most: 1 }, 'miller', 'mliler', 'reached'],
    [{ test: 'edits', most: 1 }, 'high street', 'highs treet', 'reached'],
    [{ test: 'edits', most: 1 }, 'miller', 'mlilr', 'different'],
    [{ test: 'edits', most: 1 }, '王秀英', '王秀瑛', 'reached'],
    [{ test: 'edits', most: 1 }, '王秀英', '王文瑛', 'different'],
    [{ test: 'jaro_winkler', least: 0.9 }, 'martha', 'marhta', 'reached'],
    [{ test: 'jaro_winkler', least: 0.9 }, 'dixon', 'dicksonx', 'different'],
    [{ test: 'same_start', characters: 4 }, '19800101', '19801231', 'reached'],
    [{ test: 'same_start', characters: 4 }, '198', '198', 'different'],
    [{ test: 'cut_short', least: 3 }, 'elizabeth', 'eliz', 'reached'],
    [{ test: 'cut_short', least: 3 }, 'elizabeth', 'el', 'different'],
    [{ test: 'same_words' }, 'st james', 'james st', 'reached'],
    [{ test: 'same_words' }, 'st james', 'st john', 'different'],
    [{ test: 'day_month_swapped' }, '19800207', '19800702', 'reached'],
    [{ test: 'day_month_swapped' }, '19800207', '19810702', 'different'],
    [{ test: 'within', most: 2 }, '1980', '1982', 'reached'],
    [{ test: 'within', most: 2 }, '1980', '1983', 'different'],
    [{ test: 'within', most: 2 }, '1980', 'x', 'different'],
    [{ test: 'chinese_name', least: 'homophone' }, '陈秀英', '陈秀瑛', 'reached'],
    [{ test: 'chinese_name', least: 'homophone' }, '陈秀英', '陈秀国', 'different'],
    [{ test: 'citizen_id', least: 'masked' }, '440524188001010014', '4405**********0014', 'reached'],
    [{ test: 'citizen_id', least: 'slip' }, '440524188001010014', '4405**********0014', 'different'],
    [{ test: 'citizen_id', least: 'masked' }, '440524188001010014', 'E12345678', 'none'],
  ])('%j: %s %s → %s', async (when, a, b, expected) => {
    expect((await levels(when, [a, null], [b, null]))[0]).toBe(expected);
  });
});

describe('swapped fields', () => {
  const when: LevelTest = { test: 'swapped', with: 'b', most: 2 };

  it('are found with slips, and counted once', async () => {
    expect(await levels(when, ['mihal', 'hannah'], ['hannsh', 'mihal'])).toEqual(['reached', 'none']);
  });

  it('are not seen where one place has another value', async () => {
    expect(await levels(when, ['mihal', 'hannah'], ['hannah', 'jones'])).toEqual(['different', 'different']);
  });

  it('leave the second field alone where a value is missing', async () => {
    expect(await levels(when, ['mihal', 'hannah'], [null, 'hannah'])).toEqual(['none', 'reached']);
  });
});

describe('parseMatchModel', () => {
  it('names every wrong reference', () => {
    const json = JSON.stringify(modelWith({ test: 'equal' })).replace('"field":"b"', '"field":"nowhere"');
    expect(() => parseMatchModel(json, 'm.json')).toThrow(/no field nowhere/);
  });
});
