import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { text } from '../../src/engine/sql.js';
import { nearPairSteps } from '../../src/rules/near-pairs.js';

interface Side {
  readonly name: string;
  readonly id: string | null;
  readonly born: string | null;
  readonly phone: string | null;
  readonly town: string | null;
  readonly village: string | null;
  readonly county: string | null;
}

const folder = mkdtempSync(join(tmpdir(), 'yingbao-near-'));
let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Values from few, so that much is shared; the same for every run of the test. */
function sides(count: number, seed: number): readonly Side[] {
  let state = seed;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % limit;
  };
  const one = <T>(of: readonly T[]): T => of[next(of.length)] as T;
  return Array.from({ length: count }, () => {
    const born = one(['1950-01-02', '1950-01-03', '1961-11-30', null]);
    // Region 350599 was never assigned, and a check character that does not matter here is always 0.
    const id = `350599${(born ?? '19770707').replaceAll('-', '')}${one(['9981', '9982', '9771'])}`;
    return {
      name: one(['陈', '林', '陈', '欧阳']) + one(['秀', '建', '']) + one(['英', '瑛', '国', '秀英']),
      id: one([id, id, null]),
      born,
      phone: one(['13900000001', '13900000002', null]),
      town: one(['石桥', '云岭', null]),
      village: one(['丰联', '竹洋', null]),
      county: one(['南屏', '北屏', null]),
    };
  });
}

/** A name whole and without one of its characters. */
function pieces(name: string): readonly string[] {
  const characters = [...name];
  return [name, ...characters.map((_, skip) => characters.filter((_one, at) => at !== skip).join(''))];
}

const known = (a: string | null, b: string | null): boolean => a !== null && b !== null;
const same = (a: string | null, b: string | null): boolean => known(a, b) && a === b;

const end = ({ id }: Side): string | null => id?.slice(-6) ?? null;

function keyInCommon(p: Side, c: Side): boolean {
  if (same(p.born, c.born) || same(end(p), end(c))) return true;
  const twoPeople = known(p.id, c.id) && distance(p.id ?? '', c.id ?? '') > 2;
  return !twoPeople && (same(p.phone, c.phone) || (same(p.village, c.village) && p.town === c.town));
}

/** The definition, pair by pair. */
function near(p: Side, c: Side): boolean {
  const elsewhere = known(p.county, c.county) && p.county !== c.county;
  const alike = p.name !== c.name && pieces(p.name).some((piece) => pieces(c.name).includes(piece));
  return alike && !elsewhere && keyInCommon(p, c);
}

const COLUMNS = ['name', 'id', 'born', 'phone', 'town', 'village', 'county'] as const;

async function fill(table: string, rows: readonly Side[], prefix: string): Promise<void> {
  const values = rows.map((row, at) =>
    [
      text(`${prefix}${at}`),
      ...COLUMNS.map((column) => (row[column] === null ? 'NULL' : text(row[column]))),
    ].join(', '),
  );
  await engine.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT * REPLACE (CAST(born AS DATE) AS born), NULL AS household_key FROM (VALUES ${values.map((row) => `(${row})`).join(', ')}) AS v (person_id, ${COLUMNS.join(', ')})`,
  );
}

describe('pairs under a name one character off', () => {
  it('are exactly those that have a key in common', async () => {
    const asked = sides(120, 7);
    const targets = sides(150, 11);
    await fill('absent_person', asked, 'p');
    await fill('near_target', targets, 'c');
    await engine.run(
      "CREATE OR REPLACE TABLE household AS SELECT '' AS person_id, '' AS household_key WHERE false",
    );
    const [pairs] = nearPairSteps();
    if (pairs?.kind !== 'sql') throw new Error('no step');
    await engine.run(pairs.sql.replace('CREATE TABLE', 'CREATE OR REPLACE TABLE'));
    const found = await engine.rows(
      'SELECT DISTINCT p.person_id AS p, c.person_id AS c FROM near_pair ORDER BY ALL',
    );
    const wanted = asked.flatMap((p, i) =>
      targets.flatMap((c, j) => (near(p, c) ? [`p${String(i)} c${String(j)}`] : [])),
    );
    expect(wanted.length).toBeGreaterThan(500);
    expect(found.map(({ p, c }) => `${String(p)} ${String(c)}`).sort()).toEqual(wanted.sort());
  });
});
