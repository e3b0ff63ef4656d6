import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEPARTMENT_SPECS } from '../../scripts/sample/registries/departments.js';
import { makeSample, readExport, readTruth, recordsByLine } from './fixture.js';

function digest(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of ['exports', join('exports', 'departments'), 'truth', '.']) {
    for (const entry of readdirSync(join(folder, part), { withFileTypes: true })) {
      if (entry.isFile()) {
        found[`${part}/${entry.name}`] = createHash('sha256').update(readFileSync(join(folder, part, entry.name))).digest('hex');
      }
    }
  }
  return found;
}

describe('a sample of the same seed', () => {
  it('is the same, byte for byte', () => {
    const [one, other] = [makeSample(), makeSample()];
    expect(digest(other.folder)).toEqual(digest(one.folder));
    one.remove();
    other.remove();
  });

  it('differs from one of another seed', () => {
    const [one, other] = [makeSample({ residents: 4000 }), makeSample({ residents: 4000, seed: 12 })];
    expect(digest(other.folder)['truth/people.csv']).not.toBe(digest(one.folder)['truth/people.csv']);
    one.remove();
    other.remove();
  });

  it('can be made for several counties and another as-of date', () => {
    const sample = makeSample({ residents: 4000, counties: 3, asOf: '2025-02-28' });
    const text = readExport(sample.folder, 'exports/城乡居民医保参保人员_20250228.csv');
    for (const county of ['南屏县', '北溪县', '东浦区']) expect(text).toContain(county);
    sample.remove();
  });
});

describe('a typical sample', () => {
  let sample: ReturnType<typeof makeSample>;
  beforeAll(() => {
    sample = makeSample();
  });
  afterAll(() => {
    sample.remove();
  });

  it('has all seven registries and those of other departments', () => {
    const registries = new Set(readTruth(sample.folder, 'records').map((row) => row['registry']));
    const kinds = ['assistance', 'death', 'disability', 'insurance', 'payment', 'petition', 'settlement'];
    expect([...registries].sort()).toEqual([...kinds, ...Object.keys(DEPARTMENT_SPECS)].sort());
  });

  it('knows the person of every record and nothing but records', () => {
    const truth = readTruth(sample.folder, 'records');
    for (const entry of readdirSync(join(sample.folder, 'exports'), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const file = relative(sample.folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      const lines = truth.filter((row) => row['file'] === file).map((row) => Number(row['line']));
      expect(lines).toEqual([...recordsByLine(sample.folder, file).keys()]);
    }
  });

  it('has records that span lines, and line numbers that stay right behind them', () => {
    const file = 'exports/信访诉求登记_20261031.csv';
    const records = recordsByLine(sample.folder, file);
    const spanning = [...records].filter(([, cells]) => cells['信访内容']?.includes('\n'));
    expect(spanning.length).toBeGreaterThan(0);
    const lines = readExport(sample.folder, file).split('\n');
    for (const [line, cells] of records) expect(lines[line - 1]).toMatch(new RegExp(`^${cells['信访件编号'] ?? '?'},`));
  });

  it('errs at plausible rates in every registry', () => {
    const records = readTruth(sample.folder, 'records');
    const spoiled = new Set(
      readTruth(sample.folder, 'dirt')
        .filter(({ field }) => field === 'id' || field === 'name')
        .map(({ file, line }) => `${file}:${line}`),
    );
    for (const registry of ['assistance', 'insurance', 'settlement', 'disability', 'death']) {
      const rows = records.filter((row) => row['registry'] === registry);
      const rate = rows.filter(({ file, line }) => spoiled.has(`${file}:${line}`)).length / rows.length;
      expect(rate).toBeGreaterThan(0.003);
      expect(rate).toBeLessThan(0.2);
    }
  });

  it('has every kind of damage somewhere', () => {
    const kinds = new Set(readTruth(sample.folder, 'dirt').map((row) => row['kind']));
    for (const kind of ['id_truncated', 'id_wrapped', 'id_one_digit', 'id_missing', 'name_homophone', 'name_space', 'duplicate_row', 'date_format', 'id_of_other']) {
      expect(kinds).toContain(kind);
    }
  });
});

describe('a clean sample', () => {
  let sample: ReturnType<typeof makeSample>;
  beforeAll(() => {
    sample = makeSample({ dirt: 'clean' });
  });
  afterAll(() => {
    sample.remove();
  });

  it('has no error but the planted conflicts', () => {
    const kinds = new Set(readTruth(sample.folder, 'dirt').map((row) => row['kind']));
    expect([...kinds]).toEqual(['id_of_other']);
  });

  it('writes the true name and number on the line that the truth names', () => {
    const people = new Map(readTruth(sample.folder, 'people').map((row) => [row['person_id'], row]));
    const conflicts = new Set(readTruth(sample.folder, 'dirt').map(({ file, line }) => `${file}:${line}`));
    const exports = new Map<string, ReturnType<typeof recordsByLine>>();
    for (const { file = '', line, person_id: id } of readTruth(sample.folder, 'records')) {
      const records = exports.get(file) ?? recordsByLine(sample.folder, file);
      exports.set(file, records);
      const cells = Object.values(records.get(Number(line)) ?? {});
      const person = people.get(id);
      expect(cells.join(' ')).toContain(person?.['name']);
      if (!conflicts.has(`${file}:${line}`)) expect(cells.join(' ')).toContain(person?.['id']);
    }
  });
});
