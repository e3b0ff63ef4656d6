import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import type { ExpectedYield } from '../../src/followup/expected-yield.js';
import { memorySteps, type PreviousRun } from '../../src/followup/memory.js';
import { FINDING_COLUMNS } from '../../src/model/finding.js';
import type { LedgerOutcome } from '../../src/model/outcome.js';
import { buildFinding, openParquetBench, type FindingRow, type ParquetBench } from './finding-builder.js';

const ASSESSED = [...FINDING_COLUMNS.filter((column) => column !== 'status'), 'grounds'];
let bench: ParquetBench;
let night: number;
let previous: PreviousRun | null;

beforeEach(async () => {
  bench = await openParquetBench();
  night = 0;
  previous = null;
});
afterEach(() => bench.close());

/** What a finding rests on that night; absent: nobody says. */
type Resting = Readonly<Record<string, { readonly evidence: string; readonly grounds: readonly string[] }>>;

function restingRow(id: string, resting: Resting[string] | undefined): Readonly<Record<string, unknown>> {
  const [rule_id = '', person_id = ''] = id.split(':');
  const evidence = resting?.evidence ?? null;
  return {
    ...buildFinding({ finding_id: id, rule_id, person_id, evidence }),
    grounds: resting?.grounds.join('\n') ?? null,
  };
}

/** One night: which findings (`rule:person`) the rules made; gives each with its status, and what is remembered. */
async function nextNight(
  found: readonly string[],
  rulesRun: readonly string[] = ['M01', 'W01'],
  refused: readonly string[] = [],
  outcomes?: {
    readonly asOf: string;
    readonly ledger: readonly LedgerOutcome[];
    readonly waitingDays: number;
    readonly resting?: Resting;
  },
): Promise<{
  readonly statuses: Readonly<Record<string, unknown>>;
  readonly open: readonly unknown[];
  readonly unchecked?: readonly unknown[];
}> {
  night += 1;
  const rows = found.map((id) => restingRow(id, outcomes?.resting?.[id]));
  const assessedFile = await bench.write(`assessed-${night}.parquet`, ASSESSED, rows);
  const files = {
    findingsFile: join(bench.folder, `findings-${night}.parquet`),
    memoryFile: join(bench.folder, `memory-${night}.parquet`),
    uncheckedFile: join(bench.folder, `unchecked-${night}.parquet`),
  };
  const refusedFile = await bench.write(
    `refused-${night}.parquet`,
    ['rule_id', 'finding_id'],
    refused.map((id) => ({ rule_id: id.split(':')[0], finding_id: id })),
  );
  const steps = memorySteps({
    dialect: bench.engine.dialect,
    assessedFile,
    previous,
    rulesRun,
    refusedFile,
    ...files,
    ...(outcomes === undefined ? {} : { outcomes }),
  });
  // Every night has an engine of its own, as a run does.
  const engine = await openDuckDb({ spillFolder: join(bench.folder, `spill-${night}`), threads: 1 });
  await runSteps(engine, steps);
  await engine.close();
  previous = files;
  const findings = await bench.read(files.findingsFile);
  for (const finding of findings) expect(Object.keys(finding)).toEqual([...FINDING_COLUMNS]);
  const memory = await bench.read(files.memoryFile);
  const unchecked = await bench.read(files.uncheckedFile);
  return {
    statuses: Object.fromEntries(findings.map((row) => [String(row['finding_id']), row['status']] as const)),
    open: memory.filter((row) => row['open'] === true).map((row) => row['finding_id']),
    ...(unchecked.length === 0 ? {} : { unchecked: unchecked.map((row) => row['finding_id']) }),
  };
}

describe('the memory of findings', () => {
  it('calls everything new in the first night', async () => {
    expect(await nextNight(['M01:a', 'W01:b'])).toEqual({
      statuses: { 'M01:a': 'new', 'W01:b': 'new' },
      open: ['M01:a', 'W01:b'],
    });
  });

  it('knows what persists, what is new and what is resolved', async () => {
    await nextNight(['M01:a', 'M01:b']);
    expect(await nextNight(['M01:b', 'M01:c'])).toEqual({
      statuses: { 'M01:b': 'persisting', 'M01:c': 'new', 'M01:a': 'resolved' },
      open: ['M01:b', 'M01:c'],
    });
  });

  it('tells that a finding was resolved once, not every night', async () => {
    await nextNight(['M01:a']);
    expect((await nextNight([])).statuses).toEqual({ 'M01:a': 'resolved' });
    expect((await nextNight([])).statuses).toEqual({});
  });

  it('calls a finding that comes back reopened, then persisting', async () => {
    await nextNight(['M01:a']);
    await nextNight([]);
    await nextNight([]);
    expect((await nextNight(['M01:a'])).statuses).toEqual({ 'M01:a': 'reopened' });
    expect((await nextNight(['M01:a'])).statuses).toEqual({ 'M01:a': 'persisting' });
  });

  it('does not call a finding resolved when its rule did not run', async () => {
    await nextNight(['M01:a', 'W01:b']);
    expect(await nextNight(['M01:a'], ['M01'])).toEqual({
      statuses: { 'M01:a': 'persisting' },
      open: ['M01:a', 'W01:b'],
      unchecked: ['W01:b'],
    });
  });

  it('keeps saying that nobody looked, and tells when the finding is resolved after all', async () => {
    await nextNight(['W01:b']);
    await nextNight([], ['M01']);
    expect(await nextNight([], ['M01'])).toEqual({ statuses: {}, open: ['W01:b'], unchecked: ['W01:b'] });
    expect(await nextNight([])).toEqual({ statuses: { 'W01:b': 'resolved' }, open: [] });
  });

  it('does not call resolved what a rule could not judge for want of a standard', async () => {
    await nextNight(['M01:a', 'M01:b']);
    expect(await nextNight([], ['M01'], ['M01:a'])).toEqual({
      statuses: { 'M01:b': 'resolved' },
      open: ['M01:a'],
      unchecked: ['M01:a'],
    });
  });

  it('calls it persisting when the rule runs again and still says so', async () => {
    await nextNight(['W01:b']);
    await nextNight([], ['M01']);
    expect((await nextNight(['W01:b'])).statuses).toEqual({ 'W01:b': 'persisting' });
  });

  it('remembers nobody twice', async () => {
    await nextNight(['M01:a']);
    await nextNight(['M01:a']);
    await nextNight(['M01:a']);
    expect(await bench.read(previous?.memoryFile ?? '')).toHaveLength(1);
  });

  it('puts open findings before resolved ones', async () => {
    await nextNight(['M01:a']);
    await nextNight(['M01:z']);
    const rows = await bench.read(previous?.findingsFile ?? '');
    expect(rows.map((row) => row['status'])).toEqual(['new', 'resolved']);
  });

  it('pauses a finding whose person objects, whatever the evidence, until the day that was set', async () => {
    await nextNight(['W01:a']);
    const objection: LedgerOutcome = {
      findingId: 'W01:a',
      outcome: 'objection',
      evidence: null,
      until: '2026-11-30',
      who: 'desk-1',
      when: '2026-11-01T09:00:00+08:00',
    };
    const paused = { asOf: '2026-11-30', ledger: [objection], waitingDays: 60 };
    expect((await nextNight(['W01:a'], ['W01'], [], paused)).statuses).toEqual({ 'W01:a': 'suppressed' });
    const over = { asOf: '2026-12-01', ledger: [objection], waitingDays: 60 };
    expect((await nextNight(['W01:a'], ['W01'], [], over)).statuses).toEqual({ 'W01:a': 'reopened' });
  });
});

describe('evidence of which a part falls away', () => {
  const CLEARED: LedgerOutcome = {
    findingId: 'W01:a',
    outcome: 'not_true',
    evidence: 'march to may',
    until: null,
    who: 'desk-1',
    when: '2026-06-01T09:00:00+08:00',
  };
  const outcomes = { asOf: '2026-10-31', ledger: [CLEARED], waitingDays: 60 };
  const night = async (evidence: string, grounds: readonly string[]): Promise<unknown> =>
    (await nextNight(['W01:a'], ['W01'], [], { ...outcomes, resting: { 'W01:a': { evidence, grounds } } }))
      .statuses['W01:a'];

  it('stays the evidence that was cleared', async () => {
    expect(await night('march to may', ['03', '04', '05'])).toBe('suppressed');
    expect(await night('april and may', ['04', '05'])).toBe('suppressed');
    expect(await night('may', ['05'])).toBe('suppressed');
    expect(await night('march to may', ['03', '04', '05'])).toBe('suppressed');
    const rows = await bench.read(previous?.findingsFile ?? '');
    expect(rows.map((row) => row['evidence'])).toEqual(['march to may']);
  });

  it('is new evidence once anything is added', async () => {
    expect(await night('march to may', ['03', '04', '05'])).toBe('suppressed');
    expect(await night('april to june', ['04', '05', '06'])).toBe('reopened');
    expect(await night('may and june', ['05', '06'])).toBe('persisting');
  });

  it('is forgotten once the finding is gone', async () => {
    expect(await night('march to may', ['03', '04', '05'])).toBe('suppressed');
    await nextNight([], ['W01'], [], outcomes);
    expect(await night('may', ['05'])).toBe('reopened');
  });

  it('is remembered while nobody looks', async () => {
    expect(await night('march to may', ['03', '04', '05'])).toBe('suppressed');
    await nextNight([], [], [], outcomes);
    expect(await night('may', ['05'])).toBe('suppressed');
  });
});

describe('the order of findings', () => {
  const file = (name: string): string => join(bench.folder, name);

  async function orderOf(
    rows: readonly FindingRow[],
    yields: readonly Pick<ExpectedYield, 'rule' | 'severity' | 'confidence' | 'county' | 'step'>[],
  ): Promise<readonly unknown[]> {
    const assessedFile = await bench.write('assessed.parquet', ASSESSED, rows.map(buildFinding));
    const refusedFile = await bench.write('refused.parquet', ['rule_id', 'finding_id'], []);
    const engine = await openDuckDb({ spillFolder: file('spill'), threads: 1 });
    await runSteps(
      engine,
      memorySteps({
        dialect: engine.dialect,
        assessedFile,
        previous: null,
        rulesRun: ['M01', 'M02', 'W01'],
        refusedFile,
        yields: yields.map((one) => ({ ...one, confirmed: 0, decided: 0, expected: 0 })),
        findingsFile: file('findings.parquet'),
        uncheckedFile: file('unchecked.parquet'),
        memoryFile: file('memory.parquet'),
      }),
    );
    await engine.close();
    return (await bench.read(file('findings.parquet'))).map((row) => row['finding_id']);
  }

  const ANY = { severity: null, confidence: null, county: null };
  const ROWS: readonly FindingRow[] = [
    { finding_id: 'high', rule_id: 'M01', priority: 0 },
    { finding_id: 'unsure', rule_id: 'M01', confidence: 'medium', priority: 1 },
    { finding_id: 'other', rule_id: 'M02', confidence: 'medium', priority: 1, town: '白沙镇' },
    { finding_id: 'graver', rule_id: 'M02', severity: 'medium', priority: 3 },
    { finding_id: 'wrong', rule_id: 'W01', kind: 'wrong', priority: 10 },
  ];

  it('is by kind, severity, confidence and place without outcomes', async () => {
    expect(await orderOf(ROWS, [])).toEqual(['high', 'other', 'unsure', 'graver', 'wrong']);
  });

  it('is by what visits confirm among findings of one kind and severity, before confidence', async () => {
    const yields = [
      { rule: 'M01', ...ANY, step: 0 },
      { rule: 'M02', ...ANY, step: 2 },
    ];
    expect(await orderOf(ROWS, yields)).toEqual(['other', 'high', 'unsure', 'graver', 'wrong']);
  });

  it('goes by the narrowest group that is known', async () => {
    const yields = [
      { rule: 'M01', ...ANY, step: 0 },
      { rule: 'M01', severity: 'high', confidence: 'medium', county: null, step: -1 },
      { rule: 'M01', severity: 'high', confidence: 'medium', county: '南屏县', step: 3 },
      { rule: 'M02', ...ANY, step: 1 },
    ] as const;
    expect(await orderOf(ROWS, yields)).toEqual(['unsure', 'other', 'high', 'graver', 'wrong']);
    const elsewhere = ROWS.map((row) => ({ ...row, county: '北屏县' }));
    expect(await orderOf(elsewhere, yields)).toEqual(['other', 'high', 'unsure', 'graver', 'wrong']);
  });
});
