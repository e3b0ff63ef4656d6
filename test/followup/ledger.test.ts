import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLedger, readLedger, readLedgerLines } from '../../src/followup/ledger.js';
import { outcomeLine } from './outcome-builder.js';

const ID = `F${'0A'.repeat(12)}`;
const LINE = {
  type: 'outcome',
  finding_id: ID,
  outcome: 'not_eligible',
  evidence: 'ab12',
  until: '2027-01-31',
  who: 'grid-7',
  when: '2026-11-02T09:00:00+08:00',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-ledger-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(...lines: readonly unknown[]): ReturnType<typeof readLedger> {
  const path = join(folder, 'ledger.jsonl');
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''),
  );
  return readLedger(path, 'ledger.jsonl');
}

describe('the ledger', () => {
  it('is empty before it is begun', () => {
    expect(readLedger(join(folder, 'none.jsonl'), 'none.jsonl')).toEqual([]);
  });

  it('gives outcomes in the order in which they were written', () => {
    expect(read(LINE, { ...LINE, outcome: 'objection' }).map(({ outcome }) => outcome)).toEqual([
      'not_eligible',
      'objection',
    ]);
  });

  it('passes over events of other types', () => {
    expect(read({ type: 'issued', list: 'x' }, LINE)).toHaveLength(1);
  });

  it('does not count a last line that was never finished', () => {
    expect(read(LINE, '{"type":"outcome","finding_id":"F00')).toHaveLength(1);
  });

  it.each([
    ['a line that is no JSON', 'what\n'],
    ['an outcome that is none', { ...LINE, outcome: 'stop_payment' }],
    ['nobody who says so', { ...LINE, who: '' }],
    ['a day that is none', { ...LINE, until: 'soon' }],
  ])('refuses %s and names the line, not what stands there', (_, line) => {
    expect(() => read(LINE, line)).toThrow(
      expect.objectContaining({ code: 'E_LEDGER_LINE', line: 2 }) as Error,
    );
  });
});

describe('adding to the ledger', () => {
  it('begins it for its owner only, and keeps what stands', () => {
    const path = join(folder, 'ledger.jsonl');
    appendLedger(path, []);
    expect(readLedger(path, 'ledger.jsonl')).toEqual([]);
    appendLedger(path, [outcomeLine()]);
    const before = readFileSync(path);
    appendLedger(path, [outcomeLine({ who: 'grid-8' }), outcomeLine({ who: 'grid-9' })]);
    expect(readFileSync(path).subarray(0, before.length)).toEqual(before);
    expect(readLedger(path, 'ledger.jsonl').map(({ who }) => who)).toEqual(['grid-7', 'grid-8', 'grid-9']);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('does not join a line to what a crash left of another', () => {
    const path = join(folder, 'ledger.jsonl');
    appendLedger(path, [outcomeLine()]);
    appendFileSync(path, '{"type":"outcome","finding_id":"F0A');
    appendLedger(path, [outcomeLine({ who: 'grid-8' })]);
    expect(readLedgerLines(path, 'ledger.jsonl')).toEqual([outcomeLine(), outcomeLine({ who: 'grid-8' })]);
  });
});
