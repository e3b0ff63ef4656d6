import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCases } from '../../src/run/outcome-list.js';
import {
  approveFinding,
  closeFinding,
  notifyFinding,
  objectToFinding,
  type StepTaken,
} from '../../src/run/finding-steps.js';
import { recallRun } from '../../src/run/recall.js';
import { importOutcomes } from '../../src/run/outcome-import.js';
import { CONFIRMS, filledCsv, ledgerOf, listRecords, type ListRecord } from '../cli/filled.js';
import { contractRows, firstNight, readText, type CaseProject } from '../cases/project-case.js';

const copyOfFirstNight = firstNight('w01-paid-after-death');
let project: CaseProject;
let records: readonly ListRecord[];
let finding: string;

beforeEach(() => {
  ({ project } = copyOfFirstNight());
  records = listRecords(project.folder);
  finding = records.find((record) => record['排查类型'] === '疑似错保')?.['线索编号'] ?? '';
});
afterEach(() => {
  project.close();
});

/** Noon of a day of November, December … 2026, wherever the test runs. */
function on(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

type Step = (request: {
  projectFolder: string;
  findingId: string;
  by: string;
  now: Date;
}) => Promise<StepTaken>;

function step(take: Step, by: string, day: string): Promise<StepTaken> {
  return take({ projectFolder: project.folder, findingId: finding, by, now: on(day) });
}

async function confirm(day: string, own: ListRecord = {}): Promise<void> {
  const file = join(project.folder, 'filled.csv');
  const own_ = { ...CONFIRMS, 核查时间: day, ...own };
  writeFileSync(
    file,
    filledCsv(
      records.filter((record) => record['线索编号'] === finding),
      own_,
    ),
  );
  const { files } = await importOutcomes({
    projectFolder: project.folder,
    files: [file],
    dryRun: false,
    correct: false,
    now: on(day),
    environment: project.options().environment,
  });
  expect(files).toMatchObject([{ rows: 1, taken: 1 }]);
}

async function stateOf(day: string): Promise<unknown> {
  const cases = await listCases({ projectFolder: project.folder, now: on(day) });
  return cases.find(({ findingId }) => findingId === finding)?.state;
}

describe('a finding of somebody wrongly included', () => {
  it('reaches 属实 through two people, a notice and the cooling time, and not a day before (S7)', async () => {
    await expect(step(approveFinding, 'desk-1', '2026-11-02')).rejects.toMatchObject({
      code: 'E_APPROVE_NOTHING',
    });
    await confirm('2026-11-02');
    expect(await stateOf('2026-11-02')).toBe('verifying');
    await expect(step(closeFinding, 'grid-7', '2026-11-02')).rejects.toMatchObject({
      code: 'E_CLOSE_UNAPPROVED',
    });
    await expect(step(notifyFinding, 'desk-1', '2026-11-02')).rejects.toMatchObject({
      code: 'E_NOTICE_UNAPPROVED',
    });
    await expect(step(approveFinding, 'grid-7', '2026-11-02')).rejects.toMatchObject({
      code: 'E_APPROVE_SELF',
    });
    await step(approveFinding, 'desk-1', '2026-11-03');
    await expect(step(closeFinding, 'desk-1', '2026-12-31')).rejects.toMatchObject({
      code: 'E_CLOSE_UNTOLD',
    });
    expect(await step(notifyFinding, 'desk-1', '2026-11-03')).toMatchObject({ closableFrom: '2026-12-04' });
    await expect(step(closeFinding, 'desk-1', '2026-12-03')).rejects.toMatchObject({
      class: 'configuration',
      code: 'E_CLOSE_EARLY',
      message: expect.stringContaining('2026-12-04') as string,
    });
    expect(await stateOf('2026-12-03')).toBe('verifying');
    expect(await step(closeFinding, 'desk-1', '2026-12-04')).toMatchObject({ state: 'confirmed' });
    expect(await stateOf('2026-12-04')).toBe('confirmed');
    expect(ledgerOf(project.folder).map(({ type }) => type)).toEqual([
      'outcome',
      'approval',
      'notice',
      'closed',
    ]);
    expect(readText(project.folder, '.yingbao', 'audit.jsonl')).toContain('"action":"notice"');
  });

  it('keeps the day that a notice promised, though the project cools faster since', async () => {
    await confirm('2026-11-02');
    await step(approveFinding, 'desk-1', '2026-11-02');
    await step(notifyFinding, 'desk-1', '2026-11-02');
    const file = join(project.folder, 'yingbao.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}outcomes: { coolingDays: 1 }\n`);
    await expect(step(closeFinding, 'desk-1', '2026-11-20')).rejects.toMatchObject({ code: 'E_CLOSE_EARLY' });
  });

  it('is open again and paused when the person objects, and needs all steps anew (S6)', async () => {
    await confirm('2026-11-02');
    await step(approveFinding, 'desk-1', '2026-11-02');
    await step(notifyFinding, 'desk-1', '2026-11-02');
    const objected = await step(objectToFinding, 'desk-2', '2026-11-10');
    expect(objected).toMatchObject({ state: 'verifying', pausedUntil: '2027-01-09', closableFrom: null });
    await expect(step(closeFinding, 'desk-1', '2026-12-31')).rejects.toMatchObject({
      code: 'E_CLOSE_NOTHING',
    });
    await project.run();
    const rows = await contractRows(project.folder, 'findings');
    expect(rows.find((row) => row['finding_id'] === finding)?.['status']).toBe('suppressed');
    expect(listRecords(project.folder).map((record) => record['线索编号'])).not.toContain(finding);
  });

  it('can be closed by nobody once a second visit clears it', async () => {
    await confirm('2026-11-02');
    await step(approveFinding, 'desk-1', '2026-11-02');
    await step(notifyFinding, 'desk-1', '2026-11-02');
    await confirm('2026-11-20', { 核查结果: '不属实' });
    await expect(step(closeFinding, 'desk-1', '2026-12-31')).rejects.toMatchObject({
      code: 'E_CLOSE_NOTHING',
    });
    expect(await stateOf('2026-12-31')).toBe('not_confirmed');
  });

  it('goes no step further after its run was recalled, but the person may object (S20)', async () => {
    await confirm('2026-11-02');
    await step(approveFinding, 'desk-1', '2026-11-02');
    await step(notifyFinding, 'desk-1', '2026-11-02');
    const recall = (): ReturnType<typeof recallRun> =>
      recallRun({
        projectFolder: project.folder,
        runId: '000001-20261031',
        reason: '死亡名单串了列',
        now: on('2026-11-03'),
      });
    const recalled = await recall();
    expect(recalled.findings.find(({ findingId }) => findingId === finding)).toMatchObject({
      state: 'verifying',
      told: '2026-11-02',
    });
    expect(recalled.lists.map(({ told }) => told).reduce((a, b) => a + b)).toBe(1);
    for (const take of [approveFinding, notifyFinding, closeFinding])
      await expect(step(take, 'desk-2', '2026-12-31')).rejects.toMatchObject({ code: 'E_STEP_RECALLED' });
    expect(await stateOf('2026-12-31')).toBe('verifying');
    expect(await step(objectToFinding, 'desk-2', '2026-12-31')).toMatchObject({ state: 'verifying' });
    // The notice is void now, but it was read.
    expect((await recall()).lists.map(({ told }) => told)).toContain(1);
    // A later run that finds the same is judged by itself.
    await project.run();
    await confirm('2027-01-04');
    await step(approveFinding, 'desk-1', '2027-01-04');
  });

  it('is handled by people with an id only', async () => {
    await expect(step(objectToFinding, '王科长', '2026-11-10')).rejects.toMatchObject({
      code: 'E_OUTCOME_WORKER',
    });
    expect(existsSync(join(project.folder, 'ledger.jsonl'))).toBe(false);
  });
});

describe('the notice to the person', () => {
  it('says what was found, where, by which rule, what happens next, how to object and by when', async () => {
    await confirm('2026-11-02');
    await step(approveFinding, 'desk-1', '2026-11-02');
    const { file } = await step(notifyFinding, 'desk-1', '2026-11-02');
    const path = join(project.folder, file ?? '');
    const text = readFileSync(path, 'utf8');
    const record = records.find((one) => one['线索编号'] === finding);
    for (const words of [
      record?.['姓名'] ?? '?',
      record?.['身份证号'] ?? '?',
      record?.['疑点说明'] ?? '?',
      'W01 死亡登记后仍有发放记录',
      '死亡人员，数据截至 2026-10-31',
      '救助资金发放明细，数据截至 2026-10-31',
      '不是处理决定',
      '提出异议',
      '2026-12-02',
      '死亡登记错误或系同名他人',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(/\d{17}[\dX]|undefined|null|grid-7|desk-1/);
    expect(statSync(path).mode & 0o077).toBe(0);
    const lines = ledgerOf(project.folder).length;
    await step(notifyFinding, 'desk-1', '2026-11-20');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(ledgerOf(project.folder)).toHaveLength(lines);
  });
});
