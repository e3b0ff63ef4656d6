import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yingbao } from './program.js';

let folder: string;

/** People of two lists; the second calls the phone something else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-match-'));
  const people = Array.from(
    { length: 30 },
    (_, i) =>
      `${Array.from('陈林黄张李')[i % 5] ?? ''}${Array.from('春夏秋冬江河湖')[i % 7] ?? ''}${Array.from('东西南北中')[(i * 3) % 5] ?? ''},139${String(20_000_000 + i * 7919)}`,
  );
  writeFileSync(join(folder, 'left.csv'), ['姓名,联系电话', ...people].join('\n'));
  writeFileSync(join(folder, 'right.csv'), ['姓名,手机号码', ...people.slice(0, 20)].join('\n'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const match = (...options: readonly string[]): ReturnType<typeof yingbao> =>
  yingbao(['match', join(folder, 'left.csv'), join(folder, 'right.csv'), '--lang', 'en', ...options]);

describe('yingbao match', () => {
  it('links two short lists whose headers differ', async () => {
    const { code, out } = await match('--format', 'csv');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => /^(\d+),\1,link,/.test(line))).toHaveLength(20);
  });

  it('forecasts what blocking would cost, and compares nothing', async () => {
    const { code, out } = await match('--forecast', '--json');
    expect(code).toBe(0);
    const rules = JSON.parse(out) as readonly { pairs: number; largest_block: number }[];
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule.largest_block).toBeLessThanOrEqual(rule.pairs);
  });

  it('writes pairs, model and a report that names nobody', async () => {
    const out = join(folder, 'out');
    expect((await match('--out', out)).code).toBe(0);
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    expect(report.match(/<svg/g)?.length).toBeGreaterThanOrEqual(3);
    expect(report).not.toMatch(/1392\d{7}|陈春东/);
    expect(readFileSync(join(out, 'pairs.csv'), 'utf8')).toMatch(
      /^left_line,.*,left_record,right_record,verdict\n/,
    );
  });
});
