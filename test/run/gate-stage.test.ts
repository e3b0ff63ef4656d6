import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptGate } from '../../src/run/accept-gate.js';
import { runProject } from '../../src/run/project-run.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-gates-'));
  mkdirSync(join(folder, 'exports'));
  writeFileSync(
    join(folder, 'yingbao.yaml'),
    [
      'version: 1',
      'asOf: 2026-10-31',
      'registries:',
      '  assistance: { kind: assistance, files: exports/救助.csv }',
      '  disability: { kind: disability, files: exports/残疾.csv }',
      '',
    ].join('\n'),
  );
  writeFileSync(
    join(folder, 'standards.csv'),
    'county,scheme,effective_from,monthly_yuan\n南屏县,dibao,2026-01-01,900\n',
  );
  deliver(300, 400);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SURNAMES = '许陈林黄郑';
const GIVEN = '文梅伟国美兰芳英丽华';

/** A valid number of a region that was never assigned. */
function citizenId(person: number): string {
  const digits = `3505891950${String(1 + (person % 12)).padStart(2, '0')}${String(1 + (person % 28)).padStart(2, '0')}${String(person).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index] ?? 0), 0);
  return digits + ('10X98765432'[sum % 11] ?? '');
}

function nameOf(person: number): string {
  return `${SURNAMES[person % 5] ?? ''}${GIVEN[person % 10] ?? ''}${GIVEN[(person * 7) % 9] ?? ''}`;
}

/** The first people of the county, each with a certificate of level 3; the assistance list has its own share of them. */
function deliver(covered: number, disabled: number): void {
  const people = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  write(
    '救助.csv',
    '姓名,身份证号,救助类型,县区',
    people(covered).map((one) => `${nameOf(one)},${citizenId(one)},低保,南屏县`),
  );
  write(
    '残疾.csv',
    '姓名,身份证号,残疾类别,残疾等级,县区',
    people(disabled).map((one) => `${nameOf(one)},${citizenId(one)},肢体,三级,南屏县`),
  );
}

function write(name: string, header: string, rows: readonly string[]): void {
  writeFileSync(join(folder, 'exports', name), `${[header, ...rows].join('\n')}\n`);
}

function run(): ReturnType<typeof runProject> {
  return runProject({
    projectFolder: folder,
    now: () => new Date('2026-11-01T00:00:00Z'),
    environment: {},
    listener: () => undefined,
  });
}

function current(): string {
  return readFileSync(join(folder, 'runs', 'current.json'), 'utf8');
}

function accept(changes: Partial<Parameters<typeof acceptGate>[0]> = {}): ReturnType<typeof acceptGate> {
  return acceptGate({
    projectFolder: folder,
    gate: 'D1',
    expect: 200,
    reason: '县里核实：人员已转出',
    now: new Date('2026-11-01T00:00:00Z'),
    ...changes,
  });
}

describe('the gates of a run', () => {
  it('take the first run for the baseline, hold a collapse, and keep the last lists', async () => {
    await run();
    const before = current();
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({
      class: 'gate',
      code: 'E_GATE_HELD',
      message: expect.stringContaining('D1 assistance') as string,
    });
    expect(current()).toBe(before);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
  });

  it('open by themselves when the right export comes', async () => {
    await run();
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    deliver(301, 400);
    const { manifest } = await run();
    expect(manifest.registries.map(({ records }) => records)).toEqual([301, 400]);
  });

  it('are released once by a person, with a reason that is kept', async () => {
    await run();
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    for (const gate of ['D1', 'D2', 'D3', 'D11'] as const) {
      const held = heldNumbers()[gate];
      if (held !== undefined) accept({ gate, expect: held });
    }
    const { manifest } = await run();
    expect(manifest.warnings.map(({ code }) => code)).toContain('W_GATE_RELEASED');
    expect(readFileSync(join(folder, '.yingbao', 'audit.jsonl'), 'utf8')).toContain('县里核实：人员已转出');
    deliver(120, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
  });

  it('hold a file whose control total is another one', async () => {
    writeFileSync(join(folder, 'exports', '救助.csv.ctl'), 'rows=299\n');
    await expect(run()).rejects.toMatchObject({
      code: 'E_GATE_HELD',
      message: expect.stringContaining('D9 assistance') as string,
    });
    writeFileSync(join(folder, 'exports', '救助.csv.ctl'), 'rows=300\n');
    await run();
    expect(existsSync(join(folder, 'runs', 'current.json'))).toBe(true);
  });

  it('remember nothing of a person', async () => {
    await run();
    const state = readFileSync(join(folder, '.yingbao', 'gates.json'), 'utf8');
    expect(state).not.toMatch(/350589|许文梅/);
  });
});

describe('acceptGate', () => {
  it.each([
    ['nothing is held', {}, 'E_GATE_NOT_HELD'],
    ['there is no reason', { reason: ' ' }, 'E_GATE_REASON'],
  ])('refuses where %s', (_what, changes, code) => {
    expect(() => accept(changes)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses another number than the one that was found', async () => {
    await run();
    deliver(200, 400);
    await expect(run()).rejects.toMatchObject({ code: 'E_GATE_HELD' });
    expect(() => accept({ expect: 201 })).toThrow(
      expect.objectContaining({ code: 'E_GATE_EXPECT' }) as Error,
    );
  });
});

function heldNumbers(): Readonly<Record<string, number>> {
  const { held } = JSON.parse(readFileSync(join(folder, '.yingbao', 'gates.json'), 'utf8')) as {
    held: { gate: string; number: number }[];
  };
  return Object.fromEntries(held.map(({ gate, number }) => [gate, number]));
}
