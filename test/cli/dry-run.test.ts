import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProject, type CliProject } from './program.js';

let project: CliProject;
let unread: string;

beforeAll(async () => {
  project = cliProject('perhaps-covered');
  unread = (await project.yingbao(['run', '--dry-run', '--lang', 'en'])).out;
  await project.yingbao(['run', '--quiet']);
});
afterAll(() => {
  project.remove();
});

describe('yingbao run --dry-run', () => {
  it('says that it cannot forecast blocking before the registries have been read', () => {
    expect(unread).toContain('not before all registries have been read');
  });

  it('forecasts blocking once they have been, and names nobody', async () => {
    const { code, out } = await project.yingbao(['run', '--dry-run']);
    expect(code).toBe(0);
    const forecast = out.slice(out.indexOf('-- 分块预测'));
    expect(forecast).toMatch(
      /-- rare name \(name\): 约 [1-9]\d* 对，[1-9]\d* 个块；最大的块 \d+ \[name #+\]/,
    );
    // A 9 stands for any digit.
    expect(forecast.replaceAll('9', '')).not.toMatch(/欧阳|\d{6}/);
  });

  it('finds in the log of a run what the rules cost', () => {
    const lines = readFileSync(join(project.folder, '.yingbao', 'log', 'run.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const events = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const told = events.filter(({ event }) => event === 'blocking');
    expect(told.find(({ rule }) => rule === 'rare name')).toMatchObject({
      largest: expect.any(Number) as number,
    });
    expect(told.some(({ pairs }) => Number(pairs) > 0)).toBe(true);
  });
});
