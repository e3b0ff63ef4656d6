import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractRows, openCase, type CaseProject, type CaseRun } from '../cases/project-case.js';

let project: CaseProject;
beforeEach(() => {
  project = openCase('m03-out-of-pocket-cost');
});
afterEach(() => {
  project.close();
});

function edit(file: string, change: (text: string) => string): void {
  const path = join(project.folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

async function reasons(): Promise<readonly unknown[]> {
  const findings = await contractRows(project.folder, 'findings');
  return findings.filter((row) => row['rule_id'] === 'M03').map((row) => row['reason_zh']);
}

function refused({ manifest }: CaseRun): number | undefined {
  return manifest.rules.find(({ id }) => id === 'M03')?.refused;
}

describe('standards of a county and of a city of its name', () => {
  it('are kept apart, and a record that writes neither in full is judged by none', async () => {
    const plain = await project.run();
    const expected = await reasons();
    expect(expected.length).toBeGreaterThan(0);
    expect(plain.manifest.warnings.map(({ code }) => code)).not.toContain('W_STANDARDS_ALIKE');

    edit('standards.csv', (text) => `${text.trimEnd()}\n南屏市,dibao,2026-01-01,9000\n`);
    const both = await project.run();
    expect(await reasons()).toEqual(expected);
    expect(both.manifest.warnings).toContainEqual(
      expect.objectContaining({ code: 'W_STANDARDS_ALIKE', file: 'standards.csv', detail: '南屏县、南屏市' }),
    );
    expect(refused(both)).toBe(refused(plain));

    for (const file of readdirSync(join(project.folder, 'exports')))
      edit(join('exports', file), (text) => text.replaceAll('南屏县', '南屏'));
    const bare = await project.run();
    expect(await reasons()).toEqual([]);
    expect(refused(bare)).toBeGreaterThan(refused(both) ?? 0);

    edit('standards.csv', (text) => text.replace(/^南屏市.*\n/m, ''));
    await project.run();
    expect(await reasons()).toHaveLength(expected.length);
  });
});

describe('standards of a county under its former and its present name', () => {
  it('are those of one county: the present one’s hold, however records write it', async () => {
    await project.run();
    const expected = await reasons();
    expect(expected.length).toBeGreaterThan(0);
    edit(
      'standards.csv',
      (text) => `${text.replaceAll('南屏县', '龙海区').trimEnd()}\n龙海市,dibao,2020-01-01,9000\n`,
    );
    for (const [index, file] of readdirSync(join(project.folder, 'exports')).sort().entries())
      edit(join('exports', file), (text) => text.replaceAll('南屏县', ['龙海市', '龙海'][index % 2] ?? ''));
    const { manifest } = await project.run();
    expect(manifest.warnings.map(({ code }) => code)).not.toContain('W_STANDARDS_ALIKE');
    expect(await reasons()).toHaveLength(expected.length);
  });
});

describe('a file of standards', () => {
  it('that the project names has to be there', async () => {
    edit('yingbao.yaml', (text) => `${text}standards: 标准/2026.csv\n`);
    await expect(project.run()).rejects.toMatchObject({
      class: 'configuration',
      code: 'E_STANDARDS_MISSING',
      file: '标准/2026.csv',
    });
  });

  it('may be missing where the project names none: rules that need one wait, and say so', async () => {
    rmSync(join(project.folder, 'standards.csv'));
    const { manifest } = await project.run();
    expect(manifest.standards).toEqual({ file: 'standards.csv', rows: 0 });
    expect(manifest.skippedRules.map(({ id }) => id)).toContain('M03');
  });
});
