import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { appendLedger, type LedgerLine } from '../../src/followup/ledger.js';
import { recallRun } from '../../src/run/recall.js';
import { outcomeLine } from '../followup/outcome-builder.js';
import { listRecords } from '../cli/filled.js';
import {
  contractRows,
  filesBelow,
  FIXED_NOW,
  openCase,
  readText,
  type CaseProject,
} from '../cases/project-case.js';

const projects: CaseProject[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.close();
});

/** The case with a second rule that finds the same people: M90 comes before M91 by its id alone. */
function twoRules(): CaseProject {
  const project = openCase('own-rule');
  projects.push(project);
  const rule = readFileSync(join(project.folder, 'rules', 'M90-very-old.sql'), 'utf8');
  writeFileSync(
    join(project.folder, 'rules', 'M91-as-old.sql'),
    rule.replace('id: M90', 'id: M91').replaceAll('1960', '1940'),
  );
  return project;
}

/** Visits to people of whom the run says nothing. */
function visits(rule: string, confirmed: number, decided: number): readonly LedgerLine[] {
  return Array.from({ length: decided }, (_, index) =>
    outcomeLine({
      finding_id: `F${rule.slice(1)}${String(index).padStart(22, '0')}`,
      rule,
      outcome: index < confirmed ? 'confirmed' : 'not_true',
    }),
  );
}

function rulesOf(rows: readonly Readonly<Record<string, string>>[], column: string): readonly string[] {
  return rows.map((row) => row[column]?.slice(0, 3) ?? '');
}

describe('the order of the lists', () => {
  it('puts first what visits confirm more often; nobody is left out and the random sample is the same', async () => {
    const before = twoRules();
    const plain = await before.run();
    expect(rulesOf(listRecords(before.folder), '疑点')).toEqual(['M90', 'M91']);
    expect(plain.manifest.yields).toEqual({ rules: [], expected: [] });

    const after = twoRules();
    appendLedger(join(after.folder, 'ledger.jsonl'), [...visits('M90', 1, 100), ...visits('M91', 30, 60)]);
    const ordered = await after.run();
    expect(rulesOf(listRecords(after.folder), '疑点')).toEqual(['M91', 'M90']);
    const findings = await contractRows(after.folder, 'findings');
    expect(rulesOf(findings, 'rule_id')).toEqual(['M91', 'M90']);
    expect(findings.map((row) => row['yield_step'])).toEqual(['2', '-3']);
    const ids = async (project: CaseProject): Promise<readonly unknown[]> =>
      (await contractRows(project.folder, 'findings')).map((row) => row['finding_id']).sort();
    expect(await ids(after)).toEqual(await ids(before));
    expect(readText(ordered.folder, 'recheck.csv')).toBe(readText(plain.folder, 'recheck.csv'));

    expect(ordered.manifest.yields.rules).toMatchObject([
      { rule: 'M90', confirmed: 1, notConfirmed: 99, step: -3, low: true },
      { rule: 'M91', confirmed: 30, notConfirmed: 30, step: 2, low: false },
    ]);
    expect(ordered.manifest.warnings).toContainEqual(
      expect.objectContaining({ code: 'W_RULE_YIELD_LOW', file: 'M90', detail: '1 / 100' }),
    );
    expect(readText(ordered.folder, 'report.html')).toContain('1.0% (0.2%–5.5%)');
  });

  it('is what it was, to the byte, while nobody decided anything', async () => {
    const before = twoRules();
    const plain = await before.run();
    const after = twoRules();
    appendLedger(join(after.folder, 'ledger.jsonl'), [
      outcomeLine({ finding_id: `F${'0'.repeat(24)}`, rule: 'M91', outcome: 'unreachable' }),
    ]);
    const same = await after.run();
    const lists = filesBelow(join(plain.folder, 'worklists'));
    expect(filesBelow(join(same.folder, 'worklists'))).toEqual(lists);
    for (const list of lists)
      expect(readText(same.folder, 'worklists', list)).toBe(readText(plain.folder, 'worklists', list));
    expect(same.manifest.outputs['findings.parquet']).toBe(plain.manifest.outputs['findings.parquet']);
  });
});

describe('findings of a run of an older version', () => {
  it('can be exported and recalled though their file lacks later columns', async () => {
    const project = twoRules();
    const { folder, runId } = await project.run();
    const file = join(folder, 'findings.parquet');
    const engine = await openDuckDb({ spillFolder: join(project.folder, 'spill'), threads: 1 });
    const { readParquet, writeParquet } = engine.dialect;
    await engine.run(
      writeParquet(
        `SELECT * EXCLUDE (yield_step, confirmed_on, waiting) FROM ${readParquet([file])}`,
        `${file}.old`,
      ),
    );
    await engine.close();
    renameSync(`${file}.old`, file);
    const rows = await contractRows(project.folder, 'findings');
    expect(rows.map((row) => row['yield_step'])).toEqual(['', '']);
    const recalled = await recallRun({
      projectFolder: project.folder,
      runId,
      reason: '名单有误',
      now: FIXED_NOW,
    });
    expect(recalled.findings).toHaveLength(2);
    await project.run();
    expect(await contractRows(project.folder, 'findings')).toHaveLength(2);
  });
});
