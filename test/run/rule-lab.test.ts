import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import type { RunOptions } from '../../src/run/context.js';
import { diffRuns } from '../../src/run/diff.js';
import { readRuleBook } from '../../src/run/rule-book.js';
import { renderRuleBook } from '../../src/run/rule-doc.js';
import { testRule } from '../../src/run/rule-test.js';
import { whatIfStandards } from '../../src/run/whatif.js';
import { contractRows, filesBelow, firstNight, FIXED_NOW, type CaseProject } from '../cases/project-case.js';

let project: CaseProject | undefined;
afterEach(() => {
  project?.close();
  project = undefined;
});

const NIGHTS = {
  'm01-severe-disability': firstNight('m01-severe-disability'),
  'm03-out-of-pocket-cost': firstNight('m03-out-of-pocket-cost'),
} as const;

/** A case after its first night. */
function open(name: keyof typeof NIGHTS): CaseProject {
  ({ project } = NIGHTS[name]());
  return project;
}

function options(folder: string): RunOptions {
  return {
    projectFolder: folder,
    now: () => FIXED_NOW,
    environment: { YINGBAO_KEY_FILE: join(folder, '..', 'secret.key') },
    listener: () => undefined,
  };
}

describe('a finding that a visit cleared', () => {
  async function cleared(
    until: string | null,
  ): Promise<{ id: string; statusAfter: () => Promise<string | undefined> }> {
    const own = open('m01-severe-disability');
    const [row] = (await contractRows(own.folder, 'findings')).filter((one) => one['rule_id'] === 'M01');
    const id = row?.['finding_id'] ?? '';
    const line = {
      type: 'outcome',
      finding_id: id,
      outcome: 'not_eligible',
      evidence: row?.['evidence'],
      until,
      who: 'grid-7',
      when: '2026-11-01T08:00:00Z',
    };
    appendFileSync(join(own.folder, 'ledger.jsonl'), `${JSON.stringify(line)}\n`);
    return {
      id,
      statusAfter: async () => {
        await own.run();
        const rows = await contractRows(own.folder, 'findings');
        return rows.find((one) => one['finding_id'] === id)?.['status'];
      },
    };
  }

  it('does not come back on the same evidence', async () => {
    const { statusAfter } = await cleared(null);
    for (let night = 0; night < 2; night += 1) expect(await statusAfter()).toBe('suppressed');
  });

  it('is reopened once the clearance has ended', async () => {
    const { statusAfter, id } = await cleared('2026-10-31');
    expect(await statusAfter()).toBe('suppressed');
    const ledger = join(project?.folder ?? '', 'ledger.jsonl');
    writeFileSync(
      ledger,
      readFileSync(ledger, 'utf8').replace('"until":"2026-10-31"', '"until":"2026-10-30"'),
    );
    expect(await statusAfter()).toBe('reopened');
    expect(id).not.toBe('');
  });

  it('stands in the difference of two runs as suppressed', async () => {
    const { statusAfter } = await cleared(null);
    await statusAfter();
    const folder = project?.folder ?? '';
    const diff = await diffRuns({
      projectFolder: folder,
      earlier: '000001-20261031',
      later: '000002-20261031',
    });
    const m01 = diff.rows.find(({ rule }) => rule === 'M01');
    expect(m01?.counts).toMatchObject({ suppressed: 1, new: 0, resolved: 0, changed: 0 });
    expect(m01?.counts.persisting).toBeGreaterThan(0);
    expect(diff.entries.map(({ change }) => change)).toEqual(['suppressed']);
  });
});

describe('trying standards', () => {
  let own: CaseProject;
  beforeEach(() => {
    own = open('m03-out-of-pocket-cost');
  });

  it('names who enters and who leaves, and publishes nothing', async () => {
    const before = filesBelow(own.folder);
    const higher = join(own.folder, '..', 'higher.csv');
    writeFileSync(
      higher,
      readFileSync(join(own.folder, 'standards.csv'), 'utf8').replace(/,(\d+)(\.\d+)?$/gm, ',99999'),
    );
    const result = await whatIfStandards({ options: options(own.folder), standardsFile: higher });
    const m03 = result.rows.filter(({ rule }) => rule === 'M03');
    expect(m03.reduce((sum, row) => sum + row.before, 0)).toBeGreaterThan(0);
    for (const row of m03) expect(row).toMatchObject({ after: 0, enters: 0, leaves: row.before });
    const ids = (await contractRows(own.folder, 'findings')).map((row) => row['finding_id']);
    for (const { findingId } of result.changes) expect(ids).toContain(findingId);
    expect(filesBelow(own.folder)).toEqual(before);
  });

  it.each([
    ['no line', ''],
    ['a line of next year', '南屏县,dibao,2027-01-01,900\n'],
  ])('does not take %s for everybody leaving', async (_what, lines) => {
    const none = join(own.folder, '..', 'none.csv');
    writeFileSync(none, `county,scheme,effective_from,monthly_yuan\n${lines}`);
    await expect(whatIfStandards({ options: options(own.folder), standardsFile: none })).rejects.toThrow(
      /no dibao standard is in force on 2026-10-31/,
    );
  });

  it('changes nothing under the standards in force', async () => {
    const result = await whatIfStandards({
      options: options(own.folder),
      standardsFile: join(own.folder, 'standards.csv'),
    });
    expect(result.changes).toEqual([]);
  });
});

describe('trying a rule', () => {
  it('counts what it would find, with masked examples', async () => {
    const own = open('m01-severe-disability');
    const found = (await contractRows(own.folder, 'findings')).filter((row) => row['rule_id'] === 'M01');
    const file = assetPath('src', 'rules', 'packs', 'M01-severe-disability.sql');
    const trial = await testRule({ options: options(own.folder), file, examples: 3 });
    expect(trial.skipped).toBeNull();
    expect(trial.counts.reduce((sum, row) => sum + row.findings, 0)).toBe(found.length);
    expect(trial.examples).toHaveLength(3);
    for (const { name } of trial.examples) expect(name).toContain('*');
  });

  it('asks nothing of the other rules of the project', async () => {
    const own = open('m01-severe-disability');
    mkdirSync(join(own.folder, 'own'));
    writeFileSync(join(own.folder, 'own', 'broken.sql'), 'SELECT 1');
    appendFileSync(
      join(own.folder, 'yingbao.yaml'),
      '\nrules: { folder: own, parameters: { M99: { a: 1 } } }\n',
    );
    const file = assetPath('src', 'rules', 'packs', 'M01-severe-disability.sql');
    const trial = await testRule({ options: options(own.folder), file, examples: 0 });
    expect(trial.counts).not.toEqual([]);
  });

  it('says why a rule would not run', async () => {
    const own = open('m01-severe-disability');
    const file = assetPath('src', 'rules', 'packs', 'W09-vehicle.sql');
    const trial = await testRule({ options: options(own.folder), file, examples: 3 });
    expect(trial.skipped?.zh).toContain('机动车登记');
    expect(trial.counts).toEqual([]);
  });
});

describe('the book of rules', () => {
  it('says which rules are the own rules of the project, and which take the place of a shipped one', () => {
    const own = open('m01-severe-disability');
    mkdirSync(join(own.folder, 'own'));
    const shipped = readFileSync(assetPath('src', 'rules', 'packs', 'M01-severe-disability.sql'), 'utf8');
    writeFileSync(join(own.folder, 'own', 'a.sql'), shipped);
    writeFileSync(join(own.folder, 'own', 'b.sql'), shipped.replace('id: M01', 'id: M81'));
    appendFileSync(join(own.folder, 'yingbao.yaml'), '\nrules: { folder: own }\n');
    const { origins } = readRuleBook(own.folder);
    expect([origins['M01'], origins['M81'], origins['M02']]).toEqual(['replaces', 'own', 'shipped']);
  });

  it.each(['zh', 'en'] as const)('names every rule with its basis (%s)', (language) => {
    const book = readRuleBook('/');
    const text = renderRuleBook(book, language);
    for (const rule of book.rules) {
      expect(text).toContain(`### ${rule.id} ${rule.title[language]}`);
      for (const { title } of rule.basis) expect(text).toContain(title);
    }
  });
});
