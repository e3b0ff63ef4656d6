import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractRows, firstNight, readText, type CaseProject, type CaseRun } from '../cases/project-case.js';
import { cliProject } from '../cli/program.js';
import { covered, dead, gateProject, paid, people } from './gate-project.js';

/** Statuses of a rule's findings in a contract of the last run. */
async function statuses(
  folder: string,
  contract: 'findings' | 'unchecked',
  rule: string,
): Promise<readonly (string | undefined)[]> {
  const rows = await contractRows(folder, contract);
  return rows.filter((row) => row['rule_id'] === rule).map((row) => row['status']);
}

describe('run --keep-going', () => {
  const copyOfFirstNight = firstNight('keep-going');
  let project: CaseProject;
  let first: CaseRun;
  beforeEach(() => {
    ({ project, first } = copyOfFirstNight());
  });
  afterEach(() => {
    project.close();
  });

  it('keeps identities together by the last snapshot of what it leaves out, and lists none of its records', async () => {
    project.overlay(2);
    const { manifest } = await project.run({ keepGoing: true });
    expect(manifest.exitStatus).toBe('partial');
    expect(manifest.stages.find(({ stage }) => stage === 'link')?.cached).toBe(true);
    const persons = await contractRows(project.folder, 'persons');
    const links = await contractRows(project.folder, 'links');
    expect(new Set(persons.map((row) => row['registry']))).toEqual(
      new Set(['disability', 'death', 'payment']),
    );
    expect(links.map((row) => row['right_registry'])).not.toContain('assistance');
    expect(manifest.registries.map(({ registry }) => registry)).not.toContain('assistance');
    expect(readText(project.folder, 'runs', manifest.runId, 'report.html')).toContain('本次搁置的名单');
  });

  it('resolves nothing where that snapshot is gone', async () => {
    project.overlay(2);
    rmSync(join(project.folder, 'snapshots', 'assistance'), { recursive: true });
    const path = join(project.folder, 'exports', '发放.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^宋来喜.*\n/m, ''));
    await project.run({ keepGoing: true });
    expect(await statuses(project.folder, 'findings', 'W01')).toEqual([]);
    expect(await statuses(project.folder, 'unchecked', 'W01')).toEqual(['persisting']);
  });

  it('fails as without the option where no rule could speak, and yesterday’s lists stand', async () => {
    project.overlay(2);
    for (const file of ['发放.csv', '残疾人证.csv']) rmSync(join(project.folder, 'exports', file));
    await expect(project.run({ keepGoing: true })).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    expect(JSON.parse(readText(project.folder, 'runs', 'current.json'))).toEqual({ runId: first.runId });
  });
});

describe('a gate that holds one registry', () => {
  const project = gateProject();
  afterEach(() => {
    project.remove();
  });

  it('sets it aside, still waits for a person, and is measured against the last whole run', async () => {
    project.configure(['assistance', 'death', 'payment']);
    project.deliver('assistance', covered(people(400)));
    project.deliver('death', dead(people(300, 390)));
    project.deliver('payment', paid(people(400)));
    await project.run();
    project.deliver('assistance', covered(people(300)));
    const { manifest } = await project.run(true);
    expect(manifest.setAside).toMatchObject([{ registry: 'assistance', code: 'E_GATE_HELD' }]);
    expect(manifest.rules.map(({ id }) => id)).toContain('W01');
    expect(manifest.findings.find(({ rule }) => rule === 'W01')).toMatchObject({ status: 'persisting' });
    // The smaller roll was no baseline: it is held again, and a release is still for it.
    expect(await project.heldGates()).toContain('D1 assistance');
    for (const gate of ['D1', 'D2', 'D3', 'D11'] as const) project.accept(gate);
    const whole = await project.run();
    expect(whole.manifest.exitStatus).toBe('published');
    expect(whole.manifest.registries.map(({ records }) => records)).toEqual([300, 300, 400]);
  });
});

describe('the command line', () => {
  it('ends with 5, says on standard error what was left out, and with 3 without the option', async () => {
    const project = cliProject('keep-going');
    try {
      project.write('exports/救助.csv', '姓名,身份证号,救助类型\n张德福,350589194807251084');
      const without = await project.yingbao(['run', '--quiet', '--lang', 'en']);
      expect(without.code).toBe(3);
      const { code, err, out } = await project.yingbao(['run', '--keep-going', '--quiet', '--lang', 'en']);
      expect(code).toBe(5);
      expect(err).toContain('set aside assistance E_TRUNCATED');
      expect(out).toContain('Registries set aside (the result is partial)');
      expect(err + out).not.toContain('350589194807251084');
      const again = await project.yingbao(['run', '--keep-going', '--lang', 'zh']);
      expect(again.code).toBe(5);
      expect(again.err).toContain('已搁置名单 assistance E_TRUNCATED exports/救助.csv:2 末行不完整');
      expect(again.out).toContain('本次搁置的名单（结果不完整）');
    } finally {
      project.remove();
    }
  });
});
