import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/run/lock.js';
import { recallRun } from '../../src/run/recall.js';
import {
  contractRows,
  firstNight,
  FIXED_NOW,
  readText,
  type CaseProject,
  type CaseRun,
} from '../cases/project-case.js';

const copyOfFirstNight = firstNight('status-over-four-runs');
let project: CaseProject;
let first: CaseRun;
beforeEach(() => {
  ({ project, first } = copyOfFirstNight());
});
afterEach(() => {
  project.close();
});

const REASON = '残疾人证名单串了列';

function recall(runId: string, reason = REASON): ReturnType<typeof recallRun> {
  return recallRun({ projectFolder: project.folder, runId, reason, now: FIXED_NOW });
}

function corrections({ manifest }: CaseRun): readonly string[] {
  return manifest.worklists.map(({ file }) => file).filter((file) => file.includes('/更正'));
}

describe('a recalled run', () => {
  it('names all that it touched, and the next run sends corrections once', async () => {
    const bad = first;
    const found = await contractRows(project.folder, 'findings');
    const visited = found[0]?.['finding_id'] ?? '';
    appendFileSync(
      join(project.folder, 'ledger.jsonl'),
      `${JSON.stringify({ type: 'outcome', finding_id: visited, outcome: 'confirmed', who: 'grid-1', when: '2026-11-01T09:00:00+08:00' })}\n`,
    );
    const touched = await recall(bad.runId);
    expect(touched.findings.map(({ findingId }) => findingId).sort()).toEqual(
      found.map((row) => row['finding_id']).sort(),
    );
    expect(touched.people).toBe(2);
    expect(touched.lists).toMatchObject([{ findings: 2, people: 2, outcomes: 1 }]);
    expect(existsSync(join(bad.folder, 'worklists', touched.lists[0]?.file ?? ''))).toBe(true);
    expect(readText(project.folder, '.yingbao', 'audit.jsonl')).toContain('"action":"recall"');

    const path = join(project.folder, 'exports', '残疾人证.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^陈守义.*\n/m, ''));
    const next = await project.run();
    expect(next.manifest.recalled).toEqual([{ run: bad.runId, when: FIXED_NOW.toISOString() }]);
    expect(next.manifest.warnings).toContainEqual(
      expect.objectContaining({ code: 'W_RUN_RECALLED', file: bad.runId }),
    );
    expect(corrections(next)).toHaveLength(1);
    const list = readText(next.folder, 'worklists', corrections(next)[0] ?? '');
    expect(list).toContain('陈守义');
    expect(list).toContain('请停止核查');
    expect(list).not.toContain('林月娥');

    const later = await project.run();
    expect(later.manifest.warnings.map(({ code }) => code)).not.toContain('W_RUN_RECALLED');
    expect(corrections(later)).toEqual([]);
    expect(later.manifest.recalled).toHaveLength(1);
  });

  it('is never overlooked: a line that cannot be read stops the next run and is named', async () => {
    const torn = `{"run":"000001-20261031","reason":"${REASON}"\n`;
    writeFileSync(join(project.folder, 'recalls.jsonl'), torn);
    await expect(project.run()).rejects.toMatchObject({ code: 'E_RECALL_LINE', line: 1 });
  });

  it('waits for a run that holds the project', async () => {
    const { runId } = first;
    const lock = join(project.folder, '.yingbao', 'lock.json');
    const release = takeLock(lock, FIXED_NOW);
    await expect(recall(runId)).rejects.toMatchObject({ code: 'E_LOCKED' });
    expect(existsSync(join(project.folder, 'recalls.jsonl'))).toBe(false);
    release();
    await recall(runId);
    expect(existsSync(lock)).toBe(false);
  });

  it('needs a reason and a run that is there; nothing is marked else', async () => {
    const { runId } = first;
    await expect(recall(runId, ' 错。 ')).rejects.toMatchObject({ code: 'E_RECALL_REASON' });
    await expect(recall('000009-20261031')).rejects.toMatchObject({ code: 'E_RUN_MISSING' });
    expect(existsSync(join(project.folder, 'recalls.jsonl'))).toBe(false);
  });
});
