import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAudit, auditPath } from '../../src/run/audit-trail.js';
import { projectLayout, type Layout } from '../../src/run/layout.js';

const NOW = new Date('2026-11-01T08:00:00Z');
let room: string;
let layout: Layout;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-audit-'));
  layout = projectLayout(room);
});
afterEach(() => {
  rmSync(room, { recursive: true, force: true });
});

interface Line {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly [key: string]: unknown;
}

function lines(): readonly Line[] {
  return readFileSync(auditPath(layout), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Checks the chain as an auditor would, from the text alone; returns the numbers of the lines that do not fit. */
function broken(all: readonly Line[]): readonly number[] {
  let previous = '0'.repeat(64);
  return all.flatMap((line, index) => {
    const { hash, ...body } = line;
    const fits =
      line.seq === index + 1 &&
      line.previous === previous &&
      createHash('sha256').update(JSON.stringify(body)).digest('hex') === hash;
    previous = hash;
    return fits ? [] : [index + 1];
  });
}

function append(count: number): void {
  for (let index = 0; index < count; index += 1) {
    appendAudit(
      layout,
      { action: 'reveal', details: { finding: `F${index}`, reason: '核实 "身份"\n' } },
      NOW,
    );
  }
}

describe('the audit trail', () => {
  it('says what, who, when and why, for its owner only', () => {
    append(1);
    expect(lines()[0]).toMatchObject({
      seq: 1,
      time: '2026-11-01T08:00:00.000Z',
      action: 'reveal',
      details: { finding: 'F0', reason: '核实 "身份"\n' },
    });
    expect(lines()[0]?.['actor']).toBeTruthy();
    expect(statSync(auditPath(layout)).mode & 0o077).toBe(0);
  });

  it('chains every line to the one before it', () => {
    append(4);
    expect(lines()).toHaveLength(4);
    expect(broken(lines())).toEqual([]);
  });

  it('shows a changed line', () => {
    append(3);
    const text = readFileSync(auditPath(layout), 'utf8').replace('"F1"', '"F9"');
    writeFileSync(auditPath(layout), text);
    expect(broken(lines())).toEqual([2]);
  });

  it('shows a line that is gone', () => {
    append(3);
    const all = readFileSync(auditPath(layout), 'utf8').split('\n');
    writeFileSync(auditPath(layout), [all[0], all[2], ''].join('\n'));
    expect(broken(lines())).not.toEqual([]);
  });
});
