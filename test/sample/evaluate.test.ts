import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'csv-stringify/sync';
import { evaluateSample, type Evaluation } from '../../scripts/evaluate-sample.js';
import { makeSample, readTruth, type Cells } from './fixture.js';

const LINK_COLUMNS = ['left_registry', 'left_file', 'left_line', 'right_registry', 'right_file', 'right_line', 'class'];

type Link = readonly [left: Cells, right: Cells, linkClass: string];

function groupBy(rows: readonly Cells[], key: (row: Cells) => string): ReadonlyMap<string, readonly Cells[]> {
  const groups = new Map<string, Cells[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function allPairs(records: readonly Cells[]): Link[] {
  const groups = groupBy(records, (row) => row['person_id'] ?? '');
  const links: Link[] = [];
  for (const group of groups.values()) {
    for (const [index, left] of group.entries()) {
      for (const right of group.slice(index + 1)) links.push([left, right, 'certain']);
    }
  }
  return links;
}

function writeRun(folder: string, links: readonly Link[], findings: readonly Cells[]): string {
  const run = join(folder, 'run');
  mkdirSync(run, { recursive: true });
  const side = (name: string, row: Cells): Cells => ({
    [`${name}_registry`]: row['registry'] ?? '',
    [`${name}_file`]: `elsewhere/${row['file'] ?? ''}`,
    [`${name}_line`]: row['line'] ?? '',
  });
  const rows = links.map(([left, right, linkClass]) => ({ ...side('left', left), ...side('right', right), class: linkClass }));
  writeFileSync(join(run, 'links.csv'), stringify(rows, { header: true, columns: LINK_COLUMNS }));
  writeFileSync(join(run, 'findings.csv'), stringify([...findings], { header: true, columns: ['rule_id', 'name', 'status', 'sources'] }));
  return run;
}

describe('evaluateSample', () => {
  let sample: ReturnType<typeof makeSample>;
  let records: readonly Cells[];
  let findings: readonly Cells[];
  beforeAll(() => {
    sample = makeSample({ residents: 4000 });
    records = readTruth(sample.folder, 'records');
    const firstRecord = new Map(records.toReversed().map((row) => [row['person_id'], row]));
    findings = readTruth(sample.folder, 'findings').map(({ rule_id: rule = '', person_id: id = '' }) => {
      const { registry = '', file = '', line } = firstRecord.get(id) ?? {};
      return { rule_id: rule, name: '', status: 'new', sources: JSON.stringify([{ registry, file, line: Number(line) }]) };
    });
  });
  afterAll(() => {
    sample.remove();
  });
  const evaluate = (links: readonly Link[], list: readonly Cells[]): Promise<Evaluation> =>
    evaluateSample(sample.folder, writeRun(sample.folder, links, list));

  it('gives a perfect run full marks', async () => {
    const result = await evaluate(allPairs(records), findings);
    expect(result.unknownLinks).toBe(0);
    for (const { precision, recall } of result.links) expect([precision, recall]).toEqual([1, 1]);
    for (const { precision, recall } of result.findings) expect([precision, recall]).toEqual([1, 1]);
    expect(result.misses).toEqual([]);
  });

  it('counts every missing and every false link', async () => {
    const pairs = allPairs(records);
    const across = pairs.filter(([left, right]) => left['registry'] !== right['registry']);
    const gone = new Set(across.slice(0, 7));
    const [first, second] = [records[0], records.find((row) => row['registry'] === 'insurance' && row['person_id'] !== records[0]?.['person_id'])];
    if (first === undefined || second === undefined) throw new Error('too few records');
    const result = await evaluate([...pairs.filter((pair) => !gone.has(pair)), [first, second, 'probable']], findings);
    const [certain, both] = result.links;
    expect(certain?.recall).toBeCloseTo((across.length - 7) / across.length, 12);
    expect(certain?.precision).toBe(1);
    expect(both?.precision).toBeCloseTo((across.length - 7) / (across.length - 6), 12);
    expect(result.falseMerges.reduce((sum, { pairs: count }) => sum + count, 0)).toBe(1);
  });

  it('tells twins who were merged', async () => {
    const twins = groupBy(
      readTruth(sample.folder, 'people').filter(({ tags, person_id: id }) => tags?.includes('twin:') && records.some((row) => row['person_id'] === id)),
      ({ tags = '' }) => /twin:\d+/.exec(tags)?.[0] ?? '',
    );
    const pair = [...twins.values()].find((group) => group.length === 2)?.map(({ person_id: id }) => records.find((row) => row['person_id'] === id));
    const [one, other] = pair ?? [];
    if (one === undefined || other === undefined) throw new Error('no twins in the sample');
    const result = await evaluate([[one, other, 'certain']], []);
    expect(result.falseMerges.find(({ relation }) => relation === 'twin')?.pairs).toBe(1);
  });

  it('counts every missing and every false finding', async () => {
    const m01 = findings.filter((row) => row['rule_id'] === 'M01');
    const false1 = { ...(findings.find((row) => row['rule_id'] === 'M04') ?? {}), rule_id: 'W07' };
    const result = await evaluate([], [...findings.filter((row) => row !== m01[0]), false1]);
    const of = (rule: string): Evaluation['findings'][number] | undefined => result.findings.find((one) => one.rule === rule);
    expect(of('M01')?.recall).toBeCloseTo((m01.length - 1) / m01.length, 12);
    expect(of('W07')?.correct).toBe((of('W07')?.predicted ?? 0) - 1);
  });

  it('forgets resolved and suppressed findings', async () => {
    const result = await evaluate([], findings.map((row) => ({ ...row, status: 'resolved' })));
    for (const { predicted } of result.findings) expect(predicted).toBe(0);
  });
});
