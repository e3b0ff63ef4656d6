import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { text } from '../../../src/engine/sql.js';
import { accountLevel } from '../../../src/linkage/levels/account-level.js';
import { birthLevel } from '../../../src/linkage/levels/birth-level.js';
import { levelName, type ComparisonKind } from '../../../src/linkage/levels/comparison-kind.js';
import { headLevel } from '../../../src/linkage/levels/head-level.js';
import { idLevel } from '../../../src/linkage/levels/id-level.js';
import { phoneLevel } from '../../../src/linkage/levels/phone-level.js';
import { placeLevel } from '../../../src/linkage/levels/place-level.js';
import { rosterLevel } from '../../../src/linkage/levels/roster-level.js';
import { sexLevel } from '../../../src/linkage/levels/sex-level.js';
import type { ModelComparison } from '../../../src/linkage/model-file.js';
import { linkageFunctions } from '../../../src/linkage/scalar-functions.js';
import { hintSql, markColumns, patternParts, patternSql } from '../../../src/linkage/pair-marks.js';
import { fewNames, shippedModel } from '../linking.js';

const KINDS: Readonly<Record<string, ComparisonKind>> = {
  account: accountLevel,
  birth: birthLevel,
  head: headLevel,
  id: idLevel,
  phone: phoneLevel,
  place: placeLevel,
  roster: rosterLevel,
  sex: sexLevel,
};

const TYPES: Readonly<Record<string, string>> = {
  birth: 'INTEGER',
  id_birth: 'INTEGER',
  birth_by_age: 'INTEGER',
  house: 'INTEGER',
  weak: 'BOOLEAN',
  is_head: 'BOOLEAN',
  house_head_no: 'INTEGER',
  one_row: 'BOOLEAN',
  registry_no: 'UTINYINT',
  rosters: 'BIGINT',
};

function modelOf(name: string): ModelComparison {
  const found = shippedModel().comparisons.find((comparison) => comparison.name === name);
  if (found === undefined) throw new Error(`the shipped model has no comparison ${name}`);
  return found;
}

/** One case per line of `fixtures/tables/levels/KIND.tsv`: the level, then the cells of both sides; empty is NULL. */
function readTable(
  kind: string,
): { readonly level: string; readonly sides: Readonly<Record<string, string>> }[] {
  const [head = '', ...lines] = readFileSync(join('fixtures', 'tables', 'levels', `${kind}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const sides = new Map(columns.map((column, index) => [column, cells[index] ?? '']));
    sides.delete('level');
    return { level: cells[0] ?? '', sides: Object.fromEntries(sides) };
  });
}

/** What a profile holds beside the cells of a table, by the cell it comes from. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  id_key: [
    "CASE WHEN id_kind = 'invalid' THEN string_split(id_repairs(id_key), ' ') END AS repairs",
    'left(coalesce(id_key, eid), 6) AS id_region',
    'left(coalesce(id_key, eid), 8) AS id_head',
    'right(coalesce(id_key, eid), 8) AS id_tail',
  ],
  phone: ['left(phone, 4) AS phone_head', 'right(phone, 4) AS phone_tail'],
  county: ['CASE WHEN county IS NOT NULL THEN hash(county) END AS county_no'],
  town: ['CASE WHEN town IS NOT NULL THEN hash(town) END AS town_no'],
  village: ['CASE WHEN village IS NOT NULL THEN hash(village) END AS village_no'],
};

/** `(SELECT …) AS l` with the cells of one side as a profile has them. */
function sideQuery(side: string, cells: Readonly<Record<string, string>>): string {
  const given = Object.entries(cells).flatMap(([name, value]) =>
    name.startsWith(`${side}.`) ? [{ column: name.slice(side.length + 1), value }] : [],
  );
  const columns = given.map(
    ({ column, value }) =>
      `CAST(${value === '' ? 'NULL' : text(value)} AS ${TYPES[column] ?? 'VARCHAR'}) AS ${column}`,
  );
  const derived = given.flatMap(({ column }) => DERIVED[column] ?? []);
  return `(SELECT ${['*', ...derived].join(', ')} FROM (SELECT ${columns.length === 0 ? '1 AS one' : columns.join(', ')})) AS ${side}`;
}

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'levels-')) });
  for (const fn of linkageFunctions(fewNames)) engine.register(fn);
});
afterAll(() => engine.close());

describe.each(Object.entries(KINDS))('%s level', (name, kind) => {
  const cases = readTable(name);

  it.each(cases)('$level: $sides', async ({ level, sides }) => {
    const [row] = await engine.rows(
      `SELECT ${levelName(kind.levels, kind.levelSql('l', 'r'))} AS level FROM ${sideQuery('l', sides)}, ${sideQuery('r', sides)}`,
    );
    expect(row?.['level']).toBe(level);
  });

  const parts = patternParts([{ model: modelOf(name), kind }]);
  it.each(parts.every(({ tests }) => tests !== null) ? cases : [])(
    'has a hint that $level does not come before: $sides',
    async ({ level, sides }) => {
      const side = (of: 'l' | 'r'): string =>
        `(SELECT ${['*', ...markColumns(parts, of)].join(', ')} FROM ${sideQuery(of, sides)}) AS ${of}`;
      const [row] = await engine.rows(
        `SELECT ${parts.map(hintSql).join()} AS hint FROM (SELECT ${patternSql(parts)} AS pattern FROM ${side('l')}, ${side('r')})`,
      );
      const hint = row?.['hint'] ?? null;
      if (level === 'missing') expect([null, 0]).toContain(hint === null ? null : Number(hint));
      else {
        expect(hint).not.toBeNull();
        expect(Number(hint)).toBeLessThanOrEqual(kind.levels.indexOf(level));
        // The worst level is what a hint is for.
        if (level === kind.levels.at(-1)) expect(Number(hint)).toBeGreaterThan(0);
      }
    },
  );

  it('has a case for each of its levels', () => {
    expect(new Set(cases.map(({ level }) => level))).toEqual(new Set([...kind.levels, 'missing']));
  });
});
