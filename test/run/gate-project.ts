import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptGate } from '../../src/run/accept-gate.js';
import { runProject } from '../../src/run/project-run.js';
import type { Gate } from '../../src/model/gate.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SURNAMES = '许陈林黄郑';
const GIVEN = '文梅伟国美兰芳英丽华';

/** A line of an export: header → cell. */
export type Row = Readonly<Record<string, string>>;

/** The people from `first` on, with a valid number of a region that was never assigned. */
export function people(count: number, first = 0): readonly Row[] {
  return Array.from({ length: count }, (_, index) => personRow(first + index));
}

function personRow(person: number): Row {
  return { 姓名: nameOf(person), 身份证号: citizenId(person), 县区: '南屏县' };
}

export const covered = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({ ...row, 救助类型: '低保' }));

export const disabled = (rows: readonly Row[], level = '三级'): readonly Row[] =>
  rows.map((row) => ({ ...row, 残疾类别: '肢体', 残疾等级: level }));

export const dead = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({ ...row, 死亡日期: '2026-03-04' }));

function citizenId(person: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const born = `${1950 + Math.floor(person / 1000)}${two(1 + (person % 12))}${two(1 + (person % 28))}`;
  const digits = `350589${born}${String(person % 1000).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index] ?? 0), 0);
  return digits + ('10X98765432'[sum % 11] ?? '');
}

function nameOf(person: number): string {
  return `${SURNAMES[person % 5] ?? ''}${GIVEN[person % 10] ?? ''}${GIVEN[(person * 7) % 9] ?? ''}`;
}

export const paid = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => ({
    ...row,
    补贴类型: '低保',
    发放月份: '2026-09',
    发放日期: '2026-09-10',
    实发金额: '500',
  }));

const REGISTRIES = { assistance: '救助', disability: '残疾', death: '死亡', payment: '发放' } as const;
export type Delivered = keyof typeof REGISTRIES;

/** A project whose departments deliver again and again. */
export interface GateProject {
  readonly folder: string;
  /** Writes the project file for the registries named, judged as of a day. */
  configure(registries: readonly Delivered[], asOf?: string): void;
  /** The columns are those of the first row. */
  deliver(registry: Delivered, rows: readonly Row[]): void;
  run(keepGoing?: boolean): ReturnType<typeof runProject>;
  /** Which gates hold a run: `D1 assistance`; empty where it is published. */
  heldGates(): Promise<readonly string[]>;
  /** Releases all that is held by a gate. */
  accept(gate: Gate): void;
  /** The published run. */
  current(): string;
  remove(): void;
}

/** A new project, or a copy of one with all that its runs left. */
export function gateProject(like?: GateProject): GateProject {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-gates-'));
  if (like !== undefined) cpSync(like.folder, folder, { recursive: true, preserveTimestamps: true });
  const held = (): readonly { gate: Gate; registry: string | null; number: number }[] =>
    (
      JSON.parse(readFileSync(join(folder, '.yingbao', 'gates.json'), 'utf8')) as {
        held: { gate: Gate; registry: string | null; number: number }[];
      }
    ).held;
  const run: GateProject['run'] = (keepGoing = false) =>
    runProject({
      keepGoing,
      projectFolder: folder,
      now: () => new Date('2026-12-01T00:00:00Z'),
      environment: {},
      listener: () => undefined,
    });
  mkdirSync(join(folder, 'exports'), { recursive: true });
  writeFileSync(
    join(folder, 'standards.csv'),
    'county,scheme,effective_from,monthly_yuan\n南屏县,dibao,2026-01-01,900\n',
  );
  return {
    folder,
    run,
    configure(registries, asOf = '2026-10-31') {
      const lines = registries.map(
        (kind) => `  ${kind}: { kind: ${kind}, files: exports/${REGISTRIES[kind]}.csv }`,
      );
      writeFileSync(
        join(folder, 'yingbao.yaml'),
        ['version: 1', `asOf: ${asOf}`, 'registries:', ...lines, ''].join('\n'),
      );
    },
    deliver(registry, rows) {
      const headers = Object.keys(rows[0] ?? {});
      const lines = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
      writeFileSync(
        join(folder, 'exports', `${REGISTRIES[registry]}.csv`),
        `${lines.map((line) => line.join(',')).join('\n')}\n`,
      );
    },
    async heldGates() {
      try {
        await run();
        return [];
      } catch (error) {
        if ((error as { code?: string }).code !== 'E_GATE_HELD') throw error;
        return held().map(({ gate, registry }) => `${gate} ${registry ?? ''}`.trim());
      }
    },
    accept(gate) {
      for (const number of new Set(
        held()
          .filter((one) => one.gate === gate)
          .map((one) => one.number),
      ))
        acceptGate({
          projectFolder: folder,
          gate,
          expect: number,
          reason: '县里核实：数据无误',
          now: new Date('2026-12-01T00:00:00Z'),
        });
    },
    current: () => readFileSync(join(folder, 'runs', 'current.json'), 'utf8'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
