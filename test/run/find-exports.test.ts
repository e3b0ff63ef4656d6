import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dateInName, findExports } from '../../src/run/find-exports.js';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'yingbao-exports-'));
  mkdirSync(join(project, 'exports', '九月'), { recursive: true });
  for (const name of [
    '残疾人证_城关.csv',
    '残疾人证_青溪.csv',
    '低保[2026].csv',
    'a b.csv',
    '九月/参保.csv',
  ]) {
    writeFileSync(join(project, 'exports', name), 'x');
  }
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function shown(...patterns: readonly string[]): readonly string[] {
  return findExports(project, 'disability', patterns).map((file) => file.shown);
}

function code(...patterns: readonly string[]): unknown {
  try {
    shown(...patterns);
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'found';
}

describe('the exports of a registry', () => {
  it('are found by a pattern with Chinese names, in the order of their names', () => {
    expect(shown('exports/残疾人证_*.csv')).toEqual([
      'exports/残疾人证_城关.csv',
      'exports/残疾人证_青溪.csv',
    ]);
  });

  it('are found below folders with **', () => {
    expect(shown('exports/**/参保.csv')).toEqual(['exports/九月/参保.csv']);
  });

  it('may have a name that looks like a pattern', () => {
    expect(shown('exports/低保[2026].csv')).toEqual(['exports/低保[2026].csv']);
  });

  it('are listed once, whichever patterns name them', () => {
    expect(shown('exports/a b.csv', 'exports/a*.csv', './exports/a b.csv')).toEqual(['exports/a b.csv']);
  });

  it('are in the same order, however they are named', () => {
    expect(shown('exports/残疾人证_青溪.csv', 'exports/残疾人证_城关.csv')).toEqual(
      shown('exports/残疾人证_*.csv'),
    );
  });

  it('may stand outside the project', () => {
    const outside = mkdtempSync(join(tmpdir(), 'yingbao-outside-'));
    writeFileSync(join(outside, 'x.csv'), 'x');
    expect(findExports(project, 'r', [join(outside, 'x.csv')]).map((file) => file.path)).toEqual([
      join(outside, 'x.csv'),
    ]);
    rmSync(outside, { recursive: true });
  });

  it.each([
    'http://example.org/a.csv',
    'https://example.org/a.csv',
    's3://bucket/a.csv',
    'FTP://example.org/a.csv',
    'file:///etc/passwd',
  ])('are never fetched from %s', (address) => {
    expect(code(address)).toBe('E_FILES_URL');
  });

  it('are files, not folders', () => {
    expect(code('exports')).toBe('E_FILE_KIND');
  });

  it('are not taken from a folder that a pattern matches', () => {
    expect(code('exports/九*')).toBe('E_FILE_MISSING');
  });

  it('are missed by name when they did not arrive', () => {
    expect(code('exports/死亡_*.csv')).toBe('E_FILE_MISSING');
    expect(code('exports/死亡.csv')).toBe('E_FILE_MISSING');
  });

  it('are missed when one pattern of several finds none', () => {
    expect(code('exports/残疾人证_*.csv', 'exports/死亡.csv')).toBe('E_FILE_MISSING');
  });

  it('are missed where a link leads nowhere', () => {
    symlinkSync(join(project, 'nowhere'), join(project, 'exports', 'link.csv'));
    expect(code('exports/link.csv')).toBe('E_FILE_MISSING');
  });
});

describe('the day in a file name', () => {
  it.each([
    ['残疾人证_20261031.csv', '2026-10-31'],
    ['残疾人证_2026-10-31.csv', '2026-10-31'],
    ['残疾人证2026年10月31日.csv', '2026-10-31'],
    ['exports/20250101/救助_2026.10.31.csv', '2026-10-31'],
    ['救助_20260230.csv', null],
    ['救助_20261301.csv', null],
    ['救助_202610.csv', null],
    ['批次120261031.csv', null],
    ['救助_202610311.csv', null],
    ['救助.csv', null],
  ])('%s says %s', (name, day) => {
    expect(dateInName(name)).toBe(day);
  });
});
