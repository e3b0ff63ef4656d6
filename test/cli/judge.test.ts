import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProject, type CliProject } from './program.js';

/** A disability certificate and a row of assistance that may be one person: it keeps somebody on a list. */
const PAIR = ['assistance exports/救助.csv:2', 'disability exports/残疾人证.csv:2'] as const;
let project: CliProject;

beforeAll(async () => {
  project = cliProject('perhaps-covered');
  await project.spawn(['run', '--quiet']);
});
afterAll(() => {
  project.remove();
});

async function doubtful(): Promise<readonly Readonly<Record<string, string>>[]> {
  const { out } = await project.yingbao(['export', 'findings']);
  const findings: readonly Readonly<Record<string, string>>[] = parse(out, { columns: true });
  return findings.filter((one) => one['kind'] === 'missed' && one['confidence'] === 'low');
}

describe('yingbao judge', () => {
  it('review lists what waits, by places and not by names', async () => {
    const { code, out } = await project.yingbao(['judge', 'review', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { left: PAIR[0], right: PAIR[1], weight: expect.any(Number) as number },
    ]);
    expect(out).toContain('姓名一致');
    expect(out).not.toContain('欧阳');
  });

  it('refuses places where no record stands, and keeps nothing', async () => {
    const { code, err } = await project.yingbao(['judge', 'same', PAIR[0], '残疾人证.csv:99']);
    expect({ code, told: err.includes('E_JUDGEMENT_PLACE') }).toEqual({ code: 2, told: true });
    expect((await project.yingbao(['judge', 'list', '--json'])).out.trim()).toBe('[]');
  });

  it('wants two places', async () => {
    expect((await project.yingbao(['judge', 'same', PAIR[0]])).code).toBe(2);
  });

  it('same takes a covered person off the list; undo brings the doubt back', async () => {
    expect(await doubtful()).toHaveLength(1);
    const { code } = await project.yingbao(['judge', 'same', PAIR[0], '残疾人证.csv:2', '--by', '王科']);
    expect(code).toBe(0);
    await project.spawn(['run', '--quiet']);
    expect((await doubtful()).filter((one) => one['status'] !== 'resolved')).toEqual([]);
    await project.yingbao(['judge', 'undo', ...PAIR]);
    await project.spawn(['run', '--quiet']);
    expect(await doubtful()).toHaveLength(1);
    const { out: listed } = await project.yingbao(['judge', 'list', '--json']);
    expect(JSON.parse(listed)).toMatchObject([
      { no: 1, verdict: 'same', left: PAIR[0], right: PAIR[1], by: '王科' },
      { no: 2, verdict: 'withdrawn' },
    ]);
  });

  it('keeps no name and no number of a person, and tells the audit trail', () => {
    const kept = readFileSync(join(project.folder, 'judgements.jsonl'), 'utf8');
    expect(kept).not.toMatch(/\d{15}|欧阳/);
    expect(readFileSync(join(project.folder, '.yingbao', 'audit.jsonl'), 'utf8')).toContain('"judgement"');
  });

  it('says at once when judgements contradict each other', async () => {
    const places = ['救助.csv:2', '救助.csv:3', '残疾人证.csv:4'] as const;
    await project.yingbao(['judge', 'same', places[0], places[1]]);
    await project.yingbao(['judge', 'same', places[1], places[2]]);
    const { err } = await project.yingbao(['judge', 'different', places[0], places[2]]);
    expect(err).toContain('矛盾');
    const { err: told } = await project.spawn(['run']);
    expect(told).toContain('W_JUDGEMENT_CONTRADICTED judgements.jsonl:5');
  });
});
