import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS, openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function sums(header: string, cells: readonly string[]): Promise<unknown[]> {
  const lines = cells.map((cell) => `许文梅,${IDS.woman1978},2026-03-04,${cell}`);
  const text = [`姓名,身份证号,结算日期,${header}`, ...lines, ''].join('\n');
  const snapshot = await bench.ingest({ kind: 'settlement', files: [bench.file('结算.csv', text)] });
  return (await bench.records(snapshot)).map((row) => row['personal_burden']);
}

describe('a column of sums in units of 10,000 yuan', () => {
  it.each(['个人负担（万元）', '个人负担 (单位：万元)', '个人负担(万)'])(
    '%s is read in yuan',
    async (header) => {
      expect(await sums(header, ['1.25', '-0.03', '2', '300元', ''])).toEqual([
        '12500.00',
        '-300.00',
        '20000.00',
        '300.00',
        null,
      ]);
    },
  );

  it('a column in yuan stays as it is', async () => {
    expect(await sums('个人负担（元）', ['1.25', '12500'])).toEqual(['1.25', '12500.00']);
  });
});
