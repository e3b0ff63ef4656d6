import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  covered,
  dead,
  disabled,
  gateProject,
  paid,
  people,
  type GateProject,
  type Row,
} from './gate-project.js';

/** What every test goes on from: a run that is published. */
let published: GateProject;
let project: GateProject;
const ROLL = people(400);
const DISABLED = people(400, 200);

beforeAll(async () => {
  published = gateProject();
  published.configure(['assistance', 'disability']);
  published.deliver('assistance', covered(ROLL));
  published.deliver('disability', disabled(DISABLED));
  await published.run();
});
afterAll(() => published.remove());
beforeEach(() => {
  project = gateProject(published);
});
afterEach(() => project.remove());

/** Changes the first rows of a list. */
function changed(rows: readonly Row[], count: number, change: (row: Row) => Row): readonly Row[] {
  return rows.map((row, index) => (index < count ? change(row) : row));
}

const spoiled = (row: Row): Row => ({ ...row, 身份证号: `${row['身份证号']?.slice(0, 17) ?? ''}?` });
const masked = (row: Row): Row => ({
  ...row,
  身份证号: `${row['身份证号']?.slice(0, 6) ?? ''}********${row['身份证号']?.slice(14) ?? ''}`,
});

function without(row: Row, column: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([header]) => header !== column));
}

/** Of one gate: what a department delivers that must be held, and what like it must not. */
const DELIVERIES: readonly (readonly [
  gate: string,
  what: string,
  wrong: readonly Row[],
  right: readonly Row[],
])[] = [
  ['D1', 'fewer records', covered(ROLL.slice(0, 316)), covered(ROLL.slice(0, 385))],
  ['D2', 'other people', covered(people(400, 5000)), covered(people(400, 12))],
  [
    'D4',
    'empty IDs',
    covered(changed(ROLL, 12, (row) => ({ ...row, 身份证号: '' }))),
    covered(changed(ROLL, 1, (row) => ({ ...row, 身份证号: '' }))),
  ],
  ['D4', 'IDs that are none', covered(changed(ROLL, 8, spoiled)), covered(changed(ROLL, 1, spoiled))],
  ['D4', 'masked IDs', covered(changed(ROLL, 8, masked)), covered(changed(ROLL, 1, masked))],
  [
    'D5',
    'a lost column, but not a new one',
    covered(ROLL).map((row) => without(row, '县区')),
    covered(ROLL).map((row) => ({ ...row, 备注: '' })),
  ],
];

describe('a gate of a project', () => {
  it.each(DELIVERIES)('%s holds %s, and not what is usual', async (gate, _what, wrong, right) => {
    const before = project.current();
    project.deliver('assistance', wrong);
    expect(await project.heldGates()).toContain(`${gate} assistance`);
    expect(project.current()).toBe(before);
    project.deliver('assistance', right);
    expect(await project.heldGates()).toEqual([]);
  });

  it('D5 holds two columns of one type that changed places, and not columns that are new', async () => {
    const rows = covered(ROLL).map((row, index) => {
      const head = ROLL[index - (index % 4)] ?? row;
      return {
        ...row,
        户主姓名: head['姓名'] ?? '',
        户主身份证号: head['身份证号'] ?? '',
        起始保障年月: `20${String(10 + (index % 9))}-0${String(1 + (index % 7))}`,
        停发年月: index % 20 === 0 ? '2026-12' : '',
      };
    });
    project.deliver('assistance', rows);
    expect(await project.heldGates()).toEqual([]);
    const before = project.current();
    const swapped = (one: keyof (typeof rows)[number], other: keyof (typeof rows)[number]): readonly Row[] =>
      rows.map((row) => ({ ...row, [one]: row[other], [other]: row[one] }));
    for (const [one, other, gate] of [
      ['姓名', '户主姓名', 'D5'],
      ['起始保障年月', '停发年月', 'D5'],
      ['身份证号', '户主身份证号', 'D2'],
    ] as const) {
      project.deliver('assistance', swapped(one as never, other as never));
      expect(await project.heldGates(), `${one} ${other}`).toContain(`${gate} assistance`);
      expect(project.current()).toBe(before);
    }
    project.deliver('assistance', rows);
    expect(await project.heldGates()).toEqual([]);
  });

  it('D3 holds where one county shrank and the others grew', async () => {
    const inNorth = (count: number): readonly Row[] =>
      covered(changed(ROLL, count, (row) => ({ ...row, 县区: '北屏县' })));
    project.deliver('assistance', inNorth(150));
    await project.heldGates();
    for (const gate of ['D3', 'D5'] as const) project.accept(gate);
    expect(await project.heldGates()).toEqual([]);
    project.deliver('assistance', inNorth(90));
    expect(await project.heldGates()).toEqual(['D3 assistance']);
    project.deliver('assistance', inNorth(140));
    expect(await project.heldGates()).toEqual([]);
  });

  it('D8 holds the same file under a date of another week, not of a weekend', async () => {
    project.configure(['assistance', 'disability'], '2026-11-02');
    expect(await project.heldGates()).toEqual([]);
    project.configure(['assistance', 'disability'], '2026-11-09');
    expect(await project.heldGates()).toContain('D8 assistance');
  });

  it('D10 notes a registry that is new', async () => {
    project.configure(['assistance', 'disability', 'death']);
    project.deliver('death', dead(people(5, 7000)));
    const { manifest } = await project.run();
    expect(manifest.warnings).toContainEqual(
      expect.objectContaining({
        code: 'W_GATE_NOTED',
        registry: 'death',
        detail: expect.stringContaining('D10') as string,
      }),
    );
  });

  it('D11 holds a roll that shrinks by a little every night', async () => {
    let nights = 0;
    let held: readonly string[] = [];
    for (let left = 400; held.length === 0 && nights < 8; nights += 1) {
      left = Math.round(left * 0.96);
      project.configure(['assistance', 'disability'], `2026-11-0${nights + 1}`);
      project.deliver('assistance', covered(ROLL.slice(0, left)));
      project.deliver('disability', disabled(people(400 + nights, 200)));
      held = await project.heldGates();
    }
    expect([held, nights]).toEqual([['D11 assistance'], 4]);
  });
});

describe('the gates on findings', () => {
  const many = people(2000, 1000);

  it('D6 holds a jump of suspected missed, is released once, and says so in the manifest', async () => {
    project.deliver('disability', disabled(many));
    await project.heldGates();
    for (const gate of ['D1', 'D2', 'D3', 'D5', 'D11'] as const) project.accept(gate);
    expect(await project.heldGates()).toEqual([]);
    const before = project.current();
    const severe = (count: number): readonly Row[] =>
      disabled(many).map((row, index) => (index < count ? { ...row, 残疾等级: '一级' } : row));
    project.deliver('disability', severe(590));
    expect(await project.heldGates()).toEqual(['D6']);
    expect(project.current()).toBe(before);
    project.accept('D6');
    const { manifest } = await project.run();
    expect(manifest.warnings).toContainEqual(
      expect.objectContaining({ code: 'W_GATE_RELEASED', detail: expect.stringContaining('D6') as string }),
    );
    expect(readFileSync(join(project.folder, '.yingbao', 'audit.jsonl'), 'utf8')).toContain('"D6"');
    project.deliver('disability', severe(595));
    expect(await project.heldGates()).toEqual([]);
  });

  it('D7 holds when many of the roll are suddenly dead, not when a few are', async () => {
    project.configure(['assistance', 'death', 'payment']);
    project.deliver('payment', paid(ROLL));
    project.deliver('death', dead(people(300, 7000)));
    await project.run();
    const before = project.current();
    const ofTheRoll = (count: number): readonly Row[] =>
      dead([...people(300 - count, 7000), ...ROLL.slice(0, count)]);
    project.deliver('death', ofTheRoll(60));
    expect(await project.heldGates()).toEqual(['D7']);
    expect(project.current()).toBe(before);
    project.deliver('death', ofTheRoll(8));
    expect(await project.heldGates()).toEqual([]);
  });
});
