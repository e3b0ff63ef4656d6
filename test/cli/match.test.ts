import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCharacter } from '../../src/normalize/citizen-id.js';
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

describe('yingbao match --kind', () => {
  const id = (serial: number, day = '19670703'): string => {
    const first = `350589${day}${String(serial).padStart(3, '0')}`;
    return first + (checkCharacter(first) ?? '');
  };

  it('reads damaged numbers as the registries do, and keeps twins apart', async () => {
    const others = Array.from({ length: 60 }, (_, i) => {
      const name = `${Array.from('陈林黄张李')[i % 5] ?? ''}${Array.from('春夏秋冬江河湖')[i % 7] ?? ''}${Array.from('东西南北中')[(i * 3) % 5] ?? ''}`;
      return `${name},${id(100 + i, `19${String(40 + i)}0101`)},${i % 2 === 0 ? '上村' : '下村'}`;
    });
    const masked = `${id(300).slice(0, 6)}********${id(300).slice(14)}`;
    const old = `${id(301).slice(0, 6)}${id(301).slice(8, 17)}`;
    const sheet = (...rows: readonly string[]): string =>
      ['姓名,身份证号,村', ...rows, ...others, ''].join('\n');
    const [left, right] = [join(folder, 'roll.csv'), join(folder, 'list.csv')];
    writeFileSync(left, sheet(`郑掩码,${masked},上村`, `林旧号,${old},上村`, `邹小龙,${id(12)},上村`));
    writeFileSync(right, sheet(`郑掩码,${id(300)},上村`, `林旧号,${id(301)},上村`, `邹小虎,${id(14)},上村`));
    for (const kind of [['--kind', 'assistance'], []]) {
      const { out } = await yingbao(['match', left, right, ...kind, '--format', 'csv']);
      expect(out).toMatch(/^2,2,link,.*身份证号可见位一致/m);
      expect(out).toMatch(/^3,3,link,.*身份证号一致/m);
      expect(out).not.toMatch(/^4,4,/m);
    }
  });
});

describe('yingbao evaluate', () => {
  it('measures blocking apart from scoring on the candidates that match wrote', async () => {
    const at = (name: string): string => join(folder, name);
    const { out: pairs } = await match('--format', 'csv', '--candidates', at('candidates.csv'));
    writeFileSync(at('pairs.csv'), pairs);
    const candidates = readFileSync(at('candidates.csv'), 'utf8').trim().split('\n');
    expect(candidates[0]).toBe('left_line,right_line,rule');
    expect(candidates.length - 1).toBeGreaterThanOrEqual(20);
    // Line 31 of the left list has no partner in the right one: nothing can have compared it with line 2.
    const truth = Array.from({ length: 20 }, (_, i) => `${String(i + 2)},${String(i + 2)},same`);
    writeFileSync(at('truth.csv'), ['left_line,right_line,stratum', ...truth, '31,2,lost', ''].join('\n'));
    const evaluate = ['evaluate', at('pairs.csv'), at('truth.csv'), '--candidates', at('candidates.csv')];
    const { out } = await yingbao([...evaluate, '--json']);
    const { blocking, worst } = JSON.parse(out) as {
      blocking: readonly { stratum: string | null; truth: number; compared: number }[];
      worst: readonly { left: string; compared: boolean }[];
    };
    expect(blocking).toMatchObject([
      { stratum: null, truth: 21, compared: 20 },
      { stratum: 'lost', truth: 1, compared: 0 },
      { stratum: 'same', truth: 20, compared: 20 },
    ]);
    expect(worst).toMatchObject([{ left: '31', compared: false }]);
    const { err } = await yingbao([...evaluate, '--lang', 'en']);
    expect(err).toMatch(/blocking recall 20\/21 \(95\.238%\)[^]*31, right line 2, never compared/);
  });

  it('takes the pairs of one table either way round', async () => {
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('one-pairs.csv'), 'left_line,right_line,probability\n');
    writeFileSync(at('one-truth.csv'), 'left_line,right_line\n3,2\n');
    writeFileSync(at('one-candidates.csv'), 'left_line,right_line,rule\n2,3,a\n');
    const { out } = await yingbao(
      ['evaluate', at('one-pairs.csv'), at('one-truth.csv'), '--one-table', '--json'].concat(
        '--candidates',
        at('one-candidates.csv'),
      ),
    );
    expect(JSON.parse(out)).toMatchObject({ blocking: [{ truth: 1, compared: 1, recall: 1 }] });
  });
});
