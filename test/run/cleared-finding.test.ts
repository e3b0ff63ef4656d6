import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainFinding } from '../../src/run/explain-finding.js';
import { importOutcomes } from '../../src/run/outcome-import.js';
import { CONFIRMS, filledCsv, listRecords, type ListRecord } from '../cli/filled.js';
import { contractRows, firstNight, type CaseProject } from '../cases/project-case.js';

const copyOfFirstNight = firstNight('w01-paid-after-death');
let project: CaseProject;
let finding: string;

beforeEach(async () => {
  ({ project } = copyOfFirstNight());
  const wrong = listRecords(project.folder).filter(
    (record) => record['疑点说明']?.includes('2026-05') === true,
  );
  expect(wrong.length).toBeGreaterThan(0);
  finding = wrong[0]?.['线索编号'] ?? '';
  const file = join(project.folder, 'filled.csv');
  writeFileSync(
    file,
    filledCsv(wrong.slice(0, 1), { ...CONFIRMS, 核查结果: '不属实', 核查时间: '2026-11-02' }),
  );
  await importOutcomes({
    projectFolder: project.folder,
    files: [file],
    dryRun: false,
    correct: false,
    now: new Date('2026-11-03T12:00:00'),
    environment: project.options().environment,
  });
});
afterEach(() => {
  project.close();
});

async function row(): Promise<Readonly<Record<string, string>> | undefined> {
  return (await contractRows(project.folder, 'findings')).find((one) => one['finding_id'] === finding);
}

function listed(): ListRecord | undefined {
  return listRecords(project.folder).find((record) => record['线索编号'] === finding);
}

describe('a finding that a visit cleared (S16)', () => {
  it('does not come back in ten runs on the same evidence', async () => {
    for (let night = 0; night < 10; night += 1) {
      await project.run();
      expect((await row())?.['status']).toBe('suppressed');
      expect(listed()).toBeUndefined();
    }
  }, 120_000);

  it('comes back on new evidence, and points at the visit, the run and the evidence of that time', async () => {
    const before = await row();
    await project.run();
    const payments = join(project.folder, 'exports', '发放.csv');
    const text = readFileSync(payments, 'utf8');
    const own = text.split('\n').find((line) => line.includes('2026-05,2026-05-10')) ?? '';
    writeFileSync(payments, `${text}${own.replace('2026-05,2026-05-10', '2026-07,2026-07-10')}\n`);
    await project.run();
    const after = await row();
    expect(after?.['status']).toBe('reopened');
    expect(after?.['evidence']).not.toBe(before?.['evidence']);
    expect(JSON.parse(after?.['last_outcome'] ?? 'null')).toEqual({
      outcome: 'not_true',
      visited: '2026-11-02',
      run: '000001-20261031',
      evidence: before?.['evidence'],
    });
    expect(listed()?.['反向线索']).toContain('上次核查（2026-11-02）：不属实，此后依据有变化');
    const old = await explainFinding({
      projectFolder: project.folder,
      findingId: finding,
      runId: '000001-20261031',
      reveal: false,
    });
    expect(old.finding['evidence']).toBe(before?.['evidence']);
  }, 60_000);
});
