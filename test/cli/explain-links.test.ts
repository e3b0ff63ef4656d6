import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProject, type CliProject } from './program.js';

let project: CliProject;
let finding: Readonly<Record<string, string>>;

beforeAll(async () => {
  project = cliProject('perhaps-covered');
  await project.spawn(['run', '--quiet']);
  const { out } = await project.yingbao(['export', 'findings']);
  const findings: readonly Readonly<Record<string, string>>[] = parse(out, { columns: true });
  finding = findings.find((one) => one['confidence'] === 'low') ?? {};
});
afterAll(() => {
  project.remove();
});

describe('yingbao explain, where a score joined the records', () => {
  it('says for a caseworker what agrees, and for an analyst what it weighs', async () => {
    const { out } = await project.yingbao(['explain', finding['finding_id'] ?? '']);
    expect(out).toMatch(/待核，.*姓名一致/);
    expect(out).not.toMatch(/\bid=|\bname=/);
    expect(out).toContain('权重明细（比特）');
    expect(out).toContain('任意两人恰为同一人的可能');
    expect(out).not.toContain(finding['name'] ?? '-');
  });

  it('gives programs the bars, which add up', async () => {
    const { out } = await project.yingbao(['explain', finding['finding_id'] ?? '', '--json']);
    const { links, waterfalls } = JSON.parse(out) as {
      links: readonly { class: string; sentence: { zh: string }; matchWeight: number }[];
      waterfalls: readonly { class: string; bars: readonly { weight: number; sum: number }[] }[];
    };
    expect(links[0]?.sentence.zh).toContain('姓名');
    for (const { bars } of waterfalls) {
      const total = bars.reduce((sum, { weight }) => sum + weight, 0);
      expect(bars.at(-1)?.sum).toBeCloseTo(total, 2);
    }
    expect(waterfalls.map((one) => one.class)).toContain('review');
  });
});
