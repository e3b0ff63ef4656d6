import { describe, expect, it } from 'vitest';
import { opposingLines, supportingLines } from '../../src/cli/explain-balance.js';

type Explained = Parameters<typeof opposingLines>[0];

const SOURCE = {
  registry: 'disability',
  file: 'd.csv',
  line: 3,
  kind: 'disability',
  asOf: '2026-10-31',
  fields: {},
};
const NEAR = { registry: 'assistance', file: 'a.csv', line: 9 };

/** A finding that is perhaps covered, known by name and birth date. */
function explained(finding: Readonly<Record<string, string | number | null>> = {}): Explained {
  return {
    finding: {
      link_class: 'review',
      amount: null,
      months: null,
      counter_evidence_zh: '名下登记机动车',
      counter_evidence_en: 'a motor vehicle registered',
      candidate: JSON.stringify(NEAR),
      searched: 'assistance@2026-10-31: id, id-variant, name+birth, household, links; 1 candidates',
      namesakes: 4,
      ...finding,
    },
    sources: [SOURCE, { ...SOURCE, ...NEAR, kind: 'assistance' }],
    rule: { innocent: { zh: ['证件滞后'], en: ['an old certificate'] } },
  } as unknown as Explained;
}

describe('evidence and counter-evidence of a finding', () => {
  it('shows what an earlier visit found beside what the data say', () => {
    const told = { outcome: 'not_true', visited: '2026-11-02', run: '000001-20261031', evidence: 'old' };
    const finding = { last_outcome: JSON.stringify(told), evidence: 'new' };
    expect(opposingLines(explained(finding), 'zh')[1]).toBe('上次核查（2026-11-02）：不属实，此后依据有变化');
    expect(opposingLines(explained({ ...finding, evidence: 'old' }), 'en')[1]).toBe(
      'last visit (2026-11-02): not true',
    );
  });

  it('shows that a visit confirmed it, and whether anybody has acted since', () => {
    const finding = { waiting: 'overdue', confirmed_on: '2026-08-31' };
    expect(supportingLines(explained(finding), 'zh')).toContain('2026-08-31入户核实属实，超期未办理');
    expect(supportingLines(explained({ ...finding, waiting: 'waits' }), 'en')).toContain(
      'a visit confirmed it (2026-08-31); it waits for the department',
    );
  });

  it('says that nothing speaks against it only where no near record does', () => {
    const nothing = '名单中未发现不利于本线索的记录';
    expect(opposingLines(explained({ counter_evidence_zh: null }), 'zh')).not.toContain(nothing);
    expect(opposingLines(explained({ counter_evidence_zh: null, candidate: null }), 'zh')).toContain(nothing);
  });

  it('stand side by side, in Chinese', () => {
    expect(supportingLines(explained(), 'zh')).toEqual([
      '身份待核（只有弱信息一致）',
      'disability d.csv:3，截至2026-10-31',
    ]);
    expect(opposingLines(explained(), 'zh')).toEqual([
      '名下登记机动车',
      '疑似已在名单，最接近的记录：assistance a.csv:9',
      '已检索 assistance@2026-10-31: 证号, 证号近似, 姓名+出生日期, 家庭, 疑似关联；接近的记录 1 条',
      '全部名单中另有 4 人同名（已知出生日期的同日出生）',
      '也可能是：证件滞后',
    ]);
  });

  it('stand side by side, in English', () => {
    const lines = [...supportingLines(explained(), 'en'), ...opposingLines(explained(), 'en')];
    expect(lines).toContain('perhaps on the list, the nearest record: assistance a.csv:9');
    expect(lines).toContain('4 other people in the lists bear the name (and the birth date, where known)');
    expect(lines.join('\n')).not.toMatch(/\p{Script=Han}/u);
  });

  it('says so where the lists hold nothing against it, and still what may be behind it', () => {
    const none = explained({ counter_evidence_zh: null, candidate: null, searched: null, namesakes: null });
    expect(opposingLines(none, 'zh')).toEqual(['名单中未发现不利于本线索的记录', '也可能是：证件滞后']);
  });

  it('shows the money and the months where they are counted', () => {
    expect(supportingLines(explained({ amount: '1400.00', months: 2 }), 'zh')).toEqual(
      expect.arrayContaining(['涉及金额 1400.00 元', '涉及 2 个月']),
    );
  });
});
