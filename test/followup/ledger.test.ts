import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLedger } from '../../src/followup/ledger.js';

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
