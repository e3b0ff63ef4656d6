import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contractRows, openCase, readText, type CaseProject } from '../cases/project-case.js';
import { covered, disabled, gateProject, people } from './gate-project.js';

let project: CaseProject | undefined;
afterEach(() => {
  project?.close();
  project = undefined;
});

describe('the random sample', () => {
  it('draws 60 of each rule and 60 whom the run does not name, by the seed alone', async () => {
    const own = gateProject();
    try {
      own.configure(['assistance', 'disability']);
      own.deliver('assistance', covered(people(200)));
      own.deliver('disability', disabled(people(300), '一级'));
      const { manifest, folder } = await own.run();
      expect(manifest.recheck.parts.filter(({ rule }) => rule === 'M01' || rule === null)).toEqual([
        { rule: 'M01', population: 100, drawn: 60 },
        { rule: null, population: 200, drawn: 60 },
      ]);
      // Drawn again from the seed, without our code.
      const open = (await contractRows(own.folder, 'findings'))
        .filter((row) => row['rule_id'] === 'M01')
        .map((row) => row['finding_id'] ?? '');
      const rank = (id: string): string =>
        createHash('md5').update(`${manifest.recheck.seed}${id}`).digest('hex');
      const expected = open.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, 60);
      const drawn = await contractRows(own.folder, 'recheck');
      const flags = drawn.filter((row) => row['rule_id'] === 'M01').map((row) => row['finding_id']);
      expect(flags.sort()).toEqual(expected.sort());
      const named = new Set((await contractRows(own.folder, 'findings')).map((row) => row['person_id']));
      const others = drawn.filter((row) => row['sample'] === 'unflagged');
      expect(others.filter((row) => named.has(row['person_id']))).toEqual([]);
      expect(others.every((row) => row['name'] !== '' && /^\d{6}\*{8}/.test(row['masked_id'] ?? ''))).toBe(
        true,
      );
      const list = readText(folder, 'recheck.csv');
      expect(list.split('\r\n')).toHaveLength(drawn.length + 2);
      expect(list).not.toMatch(/\d{17}[\dX]/);
      const again = await own.run();
      expect(again.manifest.recheck.seed).not.toBe(manifest.recheck.seed);
    } finally {
      own.remove();
    }
  });

  it('leaves the dead out, and says purpose, recipient and retention of every output', async () => {
    project = openCase('keep-going');
    // Without the payment no rule names the dead person.
    const path = join(project.folder, 'exports', '发放.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^宋来喜.*\n/m, ''));
    const { manifest } = await project.run();
    const drawn = await contractRows(project.folder, 'recheck');
    expect(drawn.filter((row) => row['sample'] === 'unflagged').map((row) => row['name'])).not.toContain(
      '宋来喜',
    );
    const uses = manifest.uses.map(({ output }) => output);
    const without = [...Object.keys(manifest.outputs), 'run.json'].filter(
      (file) => !uses.some((use) => (use.endsWith('/') ? file.startsWith(use) : file === use)),
    );
    expect(without).toEqual([]);
    for (const { purpose, recipient, retentionDays } of manifest.uses) {
      expect([purpose.zh, purpose.en, recipient.zh, recipient.en]).not.toContain('');
      expect(retentionDays).toBeNull();
    }
  });
});
