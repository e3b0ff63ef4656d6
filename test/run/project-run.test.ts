import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, describe, expect, it } from 'vitest';
import { explainFinding } from '../../src/run/explain-finding.js';
import { nextRunId } from '../../src/run/follow-up-stage.js';
import { projectLayout } from '../../src/run/layout.js';
import { planProject } from '../../src/run/plan.js';
import { currentRun, findRun, readManifest } from '../../src/run/results.js';
import {
  contractRows,
  filesBelow,
  firstNight,
  openCase,
  readText,
  type CaseProject,
  type CaseRun,
} from '../cases/project-case.js';

const NAME = 'm01-severe-disability';
const copyOfFirstNight = firstNight(NAME);

let project: CaseProject;
afterEach(() => {
  project.close();
});

/** A project that was never run. */
function fresh(): void {
  project = openCase(NAME);
}

/** A project after its first night. */
function afterFirstNight(): CaseRun {
  const night = copyOfFirstNight();
  project = night.project;
  return night.first;
}

/** Names of the stages that really ran. */
function ranStages(run: CaseRun): readonly string[] {
  return run.manifest.stages.filter((stage) => !stage.cached).map((stage) => stage.stage);
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(project.folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

const ALL = ['ingest assistance', 'ingest disability', 'ingest death', 'link', 'assess', 'follow-up'];

describe('a stage', () => {
  it('does not run again when nothing changed, and the lists say the same', async () => {
    const first = afterFirstNight();
    const before = await contractRows(project.folder, 'findings');
    const second = await project.run();
    expect(ranStages(first)).toEqual(ALL);
    expect(ranStages(second)).toEqual(['follow-up']);
    const after = await contractRows(project.folder, 'findings');
    expect(after.map((row) => row['status'])).toEqual(before.map(() => 'persisting'));
    const withoutStatus = (rows: typeof after): unknown => rows.map((row) => ({ ...row, status: '' }));
    expect(withoutStatus(after)).toEqual(withoutStatus(before));
  });

  it('does not run again because a file was touched', async () => {
    afterFirstNight();
    utimesSync(join(project.folder, 'exports', '救助.csv'), new Date(), new Date());
    expect(ranStages(await project.run())).toEqual(['follow-up']);
  });

  it('runs again for a new standard, parameter or switch: only the rules', async () => {
    afterFirstNight();
    edit('standards.csv', (text) => text.replace('dibao,2026-01-01,800', 'dibao,2026-01-01,810'));
    expect(ranStages(await project.run())).toEqual(['assess', 'follow-up']);
    edit('yingbao.yaml', (text) => `${text}rules: { parameters: { M01: { mentalLevels: [] } } }\n`);
    expect(ranStages(await project.run())).toEqual(['assess', 'follow-up']);
    edit('yingbao.yaml', (text) => text.replace('} } }', '} }, disable: [W02] }'));
    expect(ranStages(await project.run())).toEqual(['assess', 'follow-up']);
  });

  it('runs again for a changed export, of the same size and time too: that registry, and what rests on it', async () => {
    fresh();
    const path = join(project.folder, 'exports', '死亡.csv');
    const time = new Date('2026-10-31T00:00:00Z');
    utimesSync(path, time, time);
    await project.run();
    edit('exports/死亡.csv', (text) => text.replace('2026-05-02', '2026-05-03'));
    utimesSync(path, time, time);
    expect(ranStages(await project.run())).toEqual(['ingest death', 'link', 'assess', 'follow-up']);
    // What an earlier run made is taken back when the change is undone.
    edit('exports/死亡.csv', (text) => text.replace('2026-05-03', '2026-05-02'));
    expect(ranStages(await project.run())).toEqual(['follow-up']);
  });
});

describe('a published run', () => {
  it('lists the SHA-256 of every file but its manifest', () => {
    const run = afterFirstNight();
    for (const file of filesBelow(run.folder).filter((name) => name !== 'run.json')) {
      const hash = createHash('sha256')
        .update(readFileSync(join(run.folder, file)))
        .digest('hex');
      expect(run.manifest.outputs[file], file).toBe(hash);
    }
    expect(readManifest(run)).toEqual(run.manifest);
  });

  it('puts every open finding on exactly one worklist', async () => {
    const run = afterFirstNight();
    const listed = run.manifest.worklists.flatMap(({ file }) =>
      (
        parse(readFileSync(join(run.folder, 'worklists', file)), {
          bom: true,
          columns: true,
        }) as unknown as Record<string, string>[]
      ).map((record) => record['线索编号']),
    );
    const open = (await contractRows(project.folder, 'findings')).map((row) => row['finding_id']);
    expect(open.length).toBeGreaterThan(5);
    expect(listed.sort()).toEqual([...open].sort());
  });

  it('holds no name and no ID in manifest and report', () => {
    const run = afterFirstNight();
    const people = [
      ...readText(project.folder, 'exports', '残疾人证.csv').matchAll(/^([^,\n]+),(\d{17}[\dX])/gm),
    ];
    expect(people.length).toBeGreaterThan(20);
    for (const file of ['run.json', 'report.html']) {
      const text = readText(run.folder, file);
      for (const [, name, id] of people) {
        expect(text, file).not.toContain(name);
        expect(text, file).not.toContain(id);
      }
    }
  });

  it('masks every ID and phone on the worklists', () => {
    const run = afterFirstNight();
    for (const { file } of run.manifest.worklists) {
      expect(readText(run.folder, 'worklists', file)).not.toMatch(/\d{17}[\dX]|\b1\d{10}\b/);
    }
  });

  it('is the same, byte for byte, from the same input and key, with any number of threads', async () => {
    const first = afterFirstNight();
    const other = openCase(NAME);
    try {
      const path = join(other.folder, 'yingbao.yaml');
      writeFileSync(path, readFileSync(path, 'utf8').replace('threads: 1', 'threads: 2'));
      const second = await other.run();
      const outputs = ({ manifest }: CaseRun): unknown =>
        Object.fromEntries(Object.entries(manifest.outputs).filter(([file]) => file !== 'report.html'));
      expect(outputs(second)).toEqual(outputs(first));
      expect(readText(second.folder, 'report.html')).toBe(readText(first.folder, 'report.html'));
    } finally {
      other.close();
    }
  });

  it('keeps its finding ids when the rows of an export change places', async () => {
    afterFirstNight();
    const before = (await contractRows(project.folder, 'findings')).map((row) => row['finding_id']).sort();
    edit('exports/残疾人证.csv', (text) => {
      const [header, ...rows] = text.trimEnd().split('\n');
      return [header, ...rows.reverse(), ''].join('\n');
    });
    await project.run();
    const rows = await contractRows(project.folder, 'findings');
    expect(rows.map((row) => row['finding_id']).sort()).toEqual(before);
    expect(new Set(rows.map((row) => row['status']))).toEqual(new Set(['persisting']));
  });

  it('has other ids under another key, and no plain hash of a citizen ID', async () => {
    afterFirstNight();
    const before = await contractRows(project.folder, 'findings');
    const keyFile = join(project.folder, '..', 'other.key');
    writeFileSync(keyFile, `${'c3'.repeat(32)}\n`, { mode: 0o600 });
    await project.run({ environment: { YINGBAO_KEY_FILE: keyFile } });
    const after = (await contractRows(project.folder, 'findings')).filter(
      (row) => row['status'] !== 'resolved',
    );
    const ids = (rows: typeof before): readonly (string | undefined)[] =>
      rows.flatMap((row) => [row['finding_id'], row['person_id']]);
    expect(ids(after).filter((id) => ids(before).includes(id))).toEqual([]);
  });

  it('names each person once, whatever the registry', async () => {
    afterFirstNight();
    const persons = await contractRows(project.folder, 'persons');
    const records = new Set(persons.map((row) => `${row['registry']} ${row['file']}:${row['line']}`));
    expect(records.size).toBe(persons.length);
  });
});

describe('a run that fails or is interrupted', () => {
  /** A listener that dies where the run says it is; the clock cannot tell it from a crash. */
  function dieAt(stage: string) {
    return (event: { readonly type: string; readonly stage?: string }): void => {
      if (event.type === 'step-started' && event.stage === stage) throw new Error('power failure');
    };
  }

  it.each(['link', 'assess', 'follow-up'])('in %s leaves the lists of yesterday', async (stage) => {
    const yesterday = afterFirstNight();
    const published = filesBelow(join(project.folder, 'runs'));
    edit('exports/死亡.csv', (text) => text.replace('2026-05-02', '2026-05-03'));
    await expect(project.run({ listener: dieAt(stage) })).rejects.toThrow('power failure');
    expect(currentRun(projectLayout(project.folder))?.runId).toBe(yesterday.runId);
    expect(filesBelow(join(project.folder, 'runs'))).toEqual(published);
    expect(filesBelow(project.folder).filter((file) => /\.part|lock\.json|scratch/.test(file))).toEqual([]);
  });

  it('gives the project free for the next one', async () => {
    fresh();
    await expect(project.run({ listener: dieAt('follow-up') })).rejects.toThrow('power failure');
    const run = await project.run();
    expect(run.runId).toBe('000001-20261031');
    expect(ranStages(run)).toEqual(['follow-up']);
  });

  it('is cleared away by the next one, even when it was killed', async () => {
    afterFirstNight();
    const left = [
      'runs/000002-20261031.part-99999',
      'stages/link/abc.part-99999',
      'snapshots/death/.abc.partial-99999',
      '.yingbao/scratch/spill-999999999',
    ];
    for (const folder of left) {
      mkdirSync(join(project.folder, folder), { recursive: true });
      writeFileSync(join(project.folder, folder, 'half'), 'x');
    }
    await project.run();
    expect(left.filter((folder) => existsSync(join(project.folder, folder)))).toEqual([]);
  });

  it('leaves the scratch folder of a command that reads beside it', async () => {
    afterFirstNight();
    const beside = join(project.folder, `.yingbao/scratch/spill-${process.ppid}`);
    mkdirSync(beside, { recursive: true });
    await project.run();
    expect(existsSync(beside)).toBe(true);
  });

  it('while another holds the project is refused, and the other goes on', async () => {
    afterFirstNight();
    const refused: unknown[] = [];
    const attempts: Promise<unknown>[] = [];
    const run = await project.run({
      listener: (event) => {
        if (event.type === 'stage-started' && event.stage === 'link') {
          attempts.push(
            project.run().catch((error: unknown) => refused.push((error as { code?: unknown }).code)),
          );
        }
      },
    });
    await Promise.all(attempts);
    expect(refused).toEqual(['E_LOCKED']);
    expect(run.runId).toBe('000002-20261031');
  });
});

describe('a plan', () => {
  it('writes nothing, not even a key', async () => {
    fresh();
    const before = filesBelow(project.folder);
    const keyless = { environment: {} };
    await planProject(project.options(keyless));
    expect(filesBelow(project.folder)).toEqual(before);
  });

  it('shows every stage in order, with the SQL of every active rule', async () => {
    fresh();
    const plan = await planProject(project.options());
    expect(plan.asOf).toBe('2026-10-31');
    expect(plan.stages.map((stage) => stage.name)).toEqual(ALL);
    const assess = plan.stages.find((stage) => stage.name === 'assess');
    expect(assess?.steps.find((step) => step.name === 'rule M01')?.sql).toContain('FROM certificate AS d');
    expect(assess?.steps.map((step) => step.name)).not.toContain('rule W07');
  });

  it('knows which registries need not be read again', async () => {
    afterFirstNight();
    edit('exports/死亡.csv', (text) => text.replace('2026-05-02', '2026-05-03'));
    const plan = await planProject(project.options());
    const cached = Object.fromEntries(
      plan.stages
        .filter((stage) => stage.name.startsWith('ingest'))
        .map((stage) => [stage.name, stage.cached]),
    );
    expect(cached).toEqual({ 'ingest assistance': true, 'ingest disability': true, 'ingest death': false });
  });

  it('holds no secret', async () => {
    fresh();
    const plan = JSON.stringify(await planProject(project.options({ environment: {} })));
    expect(plan).not.toContain('5a5a5a5a');
  });

  it('refuses what a run would refuse', async () => {
    fresh();
    edit('yingbao.yaml', (text) => text.replace('exports/死亡.csv', 'exports/无.csv'));
    await expect(planProject(project.options())).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});

describe('the as-of date', () => {
  it('on the command line is stronger than the project', async () => {
    fresh();
    const run = await project.run({ asOf: '2026-10-30' });
    expect(run.manifest.asOf).toBe('2026-10-30');
    expect(run.runId).toBe('000001-20261030');
    const names = (await contractRows(project.folder, 'findings')).map((row) => row['name']);
    expect(names).toContain('马长顺');
  });
});

describe('the id of a run', () => {
  it('counts, whatever the clock says, and names the day it judges', () => {
    fresh();
    const runs = join(project.folder, 'runs');
    expect(nextRunId(runs, '2026-10-31')).toBe('000001-20261031');
    for (const name of ['000009-20261130', '000002-20270101', '000010-20261031.part-7', 'notes', '999999'])
      mkdirSync(join(runs, name), { recursive: true });
    expect(nextRunId(runs, '2026-10-31')).toBe('000010-20261031');
  });

  it('is looked up, never followed out of the folder', () => {
    fresh();
    expect(() => findRun(projectLayout(project.folder))).toThrow(
      expect.objectContaining({ code: 'E_RUN_MISSING' }) as Error,
    );
    project.close();
    const run = afterFirstNight();
    const layout = projectLayout(project.folder);
    expect(findRun(layout).runId).toBe(run.runId);
    expect(findRun(layout, run.runId).folder).toBe(run.folder);
    for (const id of ['../runs/000001-20261031', '000002-20261031', '', '.']) {
      expect(() => findRun(layout, id), id).toThrow(
        expect.objectContaining({ code: 'E_RUN_MISSING' }) as Error,
      );
    }
  });
});

describe('a rule that is switched off', () => {
  it('leaves its findings open and unchecked: nobody calls them resolved, and the report says so', async () => {
    const first = afterFirstNight();
    const before = await contractRows(project.folder, 'findings');
    const own = before.filter((row) => row['rule_id'] === 'M01');
    edit('yingbao.yaml', (text) => `${text}rules: { disable: [M01] }\n`);
    const second = await project.run();
    const after = await contractRows(project.folder, 'findings');
    expect(after.filter((row) => row['rule_id'] === 'M01')).toEqual([]);
    const unchecked = await contractRows(project.folder, 'unchecked');
    expect(unchecked.map((row) => row['finding_id'])).toEqual(own.map((row) => row['finding_id']));
    expect(second.manifest.unchecked).toMatchObject([{ rule: 'M01', findings: own.length }]);
    const explain = (runId?: string): Promise<unknown> =>
      explainFinding({
        projectFolder: project.folder,
        findingId: String(own[0]?.['finding_id']),
        reveal: false,
        ...(runId === undefined ? {} : { runId }),
      });
    await expect(explain()).rejects.toMatchObject({ hint: expect.stringContaining('--run') as string });
    await expect(explain(first.manifest.runId)).resolves.toMatchObject({ rule: { id: 'M01' } });
  });
});

describe('what is wrong with the data of a registry', () => {
  it('is counted by code in the manifest, the report and a contract; a person on the roll is asked by name', async () => {
    fresh();
    edit('exports/救助.csv', (text) => {
      const [head = '', first = '', ...others] = text.split('\n');
      return [head, first, first.replace('350589194807251084', '350589194807251085'), ...others].join('\n');
    });
    edit('exports/死亡.csv', (text) => `${text}${text.split('\n')[1] ?? ''}\n`);
    const { manifest, folder } = await project.run();
    expect(
      manifest.quality.map(({ registry, code, records, people }) => [registry, code, records, people]),
    ).toEqual([
      ['assistance', 'D01', 1, 1],
      ['assistance', 'D02', 1, 0],
      ['assistance', 'D06', 1, 1],
      ['assistance', 'D18', 1, 0],
      ['death', 'D10', 1, 0],
      ['death', 'D13', 1, 1],
    ]);
    const rows = await contractRows(project.folder, 'quality');
    expect(rows[0]).toMatchObject({
      code: 'D01',
      kind: 'assistance',
      zh: '身份证号无效',
      advice_en: expect.any(String) as string,
    });
    const findings = await contractRows(project.folder, 'findings');
    const asked = findings
      .filter((row) => row['kind'] === 'data')
      .map((row) => [row['rule_id'], row['name']]);
    expect(asked).toEqual(
      expect.arrayContaining([
        ['D01', '张德福'],
        ['D06', '张德福'],
      ]),
    );
    expect(readText(folder, 'report.html')).toContain('数据质量（按名单）');
    expect(Object.keys(manifest.outputs)).toContain('quality.parquet');
  });

  it('says that nobody dated a registry', async () => {
    fresh();
    edit('yingbao.yaml', (text) => text.replace('asOf: 2026-10-31\n', ''));
    edit('yingbao.yaml', (text) => text.replace('死亡.csv }', '死亡.csv, asOf: 2026-10-31 }'));
    const { manifest } = await project.run();
    expect(manifest.quality.filter(({ code }) => code === 'D15').map(({ registry }) => registry)).toEqual([
      'assistance',
      'disability',
    ]);
  });
});
