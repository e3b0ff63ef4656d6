import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCases } from '../../src/run/outcome-list.js';
import { importOutcomes } from '../../src/run/outcome-import.js';
import { CONFIRMS, filledCsv, listRecords, type ListRecord } from '../cli/filled.js';
import { contractRows, firstNight, openCase, readText, type CaseProject } from '../cases/project-case.js';

const copyOfFirstNight = firstNight('status-over-four-runs');
let project: CaseProject;
let first: ListRecord | undefined;
let second: ListRecord | undefined;

/** Two people without cover are on one list; a visit on 2 November confirms the first. */
beforeEach(async () => {
  ({ project } = copyOfFirstNight());
  [first, second] = listRecords(project.folder);
  await confirm(first);
});
afterEach(() => {
  project.close();
});

async function confirm(record: ListRecord | undefined): Promise<void> {
  const file = join(project.folder, 'filled.csv');
  writeFileSync(file, filledCsv([{ ...record, ...CONFIRMS, 核查时间: '2026-11-02' }]));
  await importOutcomes({
    projectFolder: project.folder,
    files: [file],
    dryRun: false,
    correct: false,
    now: new Date('2026-11-03T12:00:00'),
    environment: project.options().environment,
  });
}

/** Each row of the list by finding, status and what it asks for. */
function listed(): readonly unknown[] {
  return listRecords(project.folder).map((record) => [
    record['线索编号'],
    record['线索状态'],
    record['入户重点核查事项'],
  ]);
}

describe('somebody missed whom a visit confirmed', () => {
  it('stands at the end of the list, and no second visit is asked for', async () => {
    const { manifest, folder } = await project.run();
    expect(listed()).toEqual([
      [second?.['线索编号'], '持续', second?.['入户重点核查事项']],
      [first?.['线索编号'], '已核实属实，待部门办理', '2026-11-02已入户核实属实，请勿重复入户，等待部门办理'],
    ]);
    expect(manifest.waiting).toEqual([{ rule: 'M01', findings: 1, overdue: 0 }]);
    expect(manifest.warnings.map(({ code }) => code)).not.toContain('W_CONFIRMED_OVERDUE');
    expect(readText(folder, 'report.html')).toContain('待部门办理的疑似漏保');
    const findings = await contractRows(project.folder, 'findings');
    expect(findings.map((row) => [row['status'], row['confirmed_on'], row['waiting']])).toEqual([
      ['persisting', '', ''],
      ['persisting', '2026-11-02', 'waits'],
    ]);
  });

  it('comes up again, first of all, where the lists say the same after the days that the project allows', async () => {
    const ledger = join(project.folder, 'ledger.jsonl');
    writeFileSync(ledger, readFileSync(ledger, 'utf8').replace('2026-11-02', '2026-08-31'));
    const { manifest } = await project.run();
    expect(listed()).toEqual([
      [
        first?.['线索编号'],
        '已核实属实，超期未办理',
        '2026-08-31已入户核实属实，至今名单未变，请先向经办部门了解办理情况',
      ],
      [second?.['线索编号'], '持续', second?.['入户重点核查事项']],
    ]);
    expect(manifest.warnings).toContainEqual(
      expect.objectContaining({ code: 'W_CONFIRMED_OVERDUE', file: 'M01', detail: '1' }),
    );
    const cases = await listCases({ projectFolder: project.folder, now: new Date('2026-11-03T12:00:00') });
    expect(cases).toMatchObject([{ state: 'confirmed', overdueFrom: '2026-10-31' }]);
    const settings = readFileSync(join(project.folder, 'yingbao.yaml'), 'utf8');
    writeFileSync(join(project.folder, 'yingbao.yaml'), `${settings}outcomes: { waitingDays: 90 }\n`);
    const longer = await project.run();
    expect(longer.manifest.waiting).toEqual([{ rule: 'M01', findings: 1, overdue: 0 }]);
  });

  it('is a finding like any other once its evidence changes', async () => {
    const path = join(project.folder, 'exports', '残疾人证.csv');
    const name = first?.['姓名'] ?? '?';
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(new RegExp(`^(${name}.*),一级,`, 'm'), '$1,二级,'),
    );
    await project.run();
    expect(listed()).toContainEqual([first?.['线索编号'], '持续', first?.['入户重点核查事项']]);
  });
});

describe('somebody wrongly included', () => {
  it('stays where they were: what one visit says of them is a claim', async () => {
    project.close();
    project = openCase('w01-paid-after-death');
    await project.run();
    const wrong = listRecords(project.folder).find((record) => record['排查类型'] === '疑似错保');
    await confirm(wrong);
    const before = listed();
    const { manifest } = await project.run();
    expect(manifest.waiting).toEqual([]);
    expect(listed().map((row) => (row as unknown[])[0])).toEqual(before.map((row) => (row as unknown[])[0]));
  });
});
