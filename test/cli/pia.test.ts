import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImpactAssessment } from '../../src/run/pia.js';
import { CONFIRMS, filledCsv, listRecords } from './filled.js';
import { cliProject, type CliProject } from './program.js';

let project: CliProject;
beforeAll(async () => {
  project = cliProject('w01-paid-after-death');
  await project.yingbao(['run', '--quiet']);
});
afterAll(() => {
  project.remove();
});

async function assessment(): Promise<ImpactAssessment> {
  return JSON.parse((await project.yingbao(['pia', '--json'])).out) as ImpactAssessment;
}

describe('yingbao pia', () => {
  it('lists sources, fields by rule, basis, outputs with purpose and recipient, and no person', async () => {
    const { code, out } = await project.yingbao(['pia']);
    expect(code).toBe(0);
    for (const words of [
      'death（死亡人员）：截至 2026-10-31',
      'death (death_date',
      '《社会救助暂行办法》国务院令第649号',
      '`worklists/`: 入户核查',
      '差错率未知',
      '等待 30 天',
    ])
      expect(out).toContain(words);
    expect(out).not.toMatch(/陈守义|吴彩凤|黄志成|\d{17}[\dX]/);
    const { sources, rules, outputs } = await assessment();
    expect(sources.map(({ registry }) => registry)).toEqual(['death', 'payment']);
    expect(rules.find(({ id }) => id === 'W01')).toMatchObject({
      state: 'listed',
      lists: ['death', 'payment'],
      findings: 3,
      outcomes: null,
    });
    expect(rules.find(({ id }) => id === 'M01')).toMatchObject({ state: 'skipped' });
    expect(outputs.length).toBeGreaterThan(5);
  });

  it('says what visits found about each rule', async () => {
    const lists = listRecords(project.folder).filter((record) => record['疑点']?.startsWith('W01') === true);
    project.write(
      'filled.csv',
      filledCsv(lists, CONFIRMS, { ...CONFIRMS, 核查结果: '不属实' }, { ...CONFIRMS, 核查结果: '不属实' }),
    );
    await project.yingbao(['outcome', 'import', join(project.folder, 'filled.csv')]);
    const { rules } = await assessment();
    expect(rules.find(({ id }) => id === 'W01')?.outcomes).toEqual({
      confirmed: 1,
      notConfirmed: 2,
      unverifiable: 0,
      disputed: 0,
      yield: { rate: 0.3333, low: 0.0615, high: 0.7923 },
      kind: 'wrong',
      expected: null,
      step: null,
      low: false,
    });
    const { out } = await project.yingbao(['pia', '--lang', 'en']);
    expect(out).toContain('33.3% confirmed (95 % interval 6.2% to 79.2%, of those visited only)');
  });
});
