import { describe, expect, it } from 'vitest';
import { controlVerdict, parseControl } from '../../../src/ingest/control-file.js';
import type { ExportReport } from '../../../src/model/snapshot.js';

const HASH = 'ab'.repeat(32);
const REPORT: ExportReport = {
  file: 'a.csv', sha256: HASH, bytes: 1, encoding: 'utf-8', lineEndings: { lf: 1, crlf: 0, cr: 0 }, headerLine: 1,
  columns: [], blank: 0, scanned: 103, loaded: 100, rejected: 3, setAside: 2, path: 'bulk', warnings: [],
}; // prettier-ignore

describe('a control file', () => {
  it.each([
    ['rows=101', { rows: 101, sha256: null }],
    ['{"rows": 101, "sha256": "' + HASH + '"}', { rows: 101, sha256: HASH }],
    ['记录数：101', { rows: 101, sha256: null }],
    [`${HASH}  a.csv`, { rows: null, sha256: HASH }],
    ['hello', null],
  ])('%s', (text, expected) => {
    expect(parseControl(text)).toEqual(expected);
  });

  const verdict = (text: string | null, required = false): string | null =>
    controlVerdict('r', [REPORT], { text, required })?.en ?? null;

  it('agrees with rows that are no totals, and with the hash', () => {
    expect(verdict(`rows=101\nsha256=${HASH}`)).toBeNull();
  });

  it.each([
    ['rows=102', 'a.csv: the control file says 102 rows, 101 arrived'],
    ['cd'.repeat(32), 'a.csv: its SHA-256 is not the one of the control file'],
    ['', 'a.csv: the control file says neither rows nor sha256'],
  ])('holds %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  it('may be missing unless it is demanded', () => {
    expect([verdict(null), verdict(null, true)]).toEqual([null, 'a.csv: the control file is missing']);
  });
});
