import type { Words } from '../report/figures.js';

/** Why an output of a run exists, who may have it, and for how long (reliability S21). */
export interface OutputUse {
  /** A file of the run, or a folder with a slash at its end. */
  readonly output: string;
  readonly purpose: Words;
  readonly recipient: Words;
  /** True where it names persons, be it by a keyed hash. */
  readonly personal: boolean;
  /** Days after the run, as the project states them; null where it states none. */
  readonly retentionDays: number | null;
}

type Use = Omit<OutputUse, 'retentionDays'>;

const OFFICE: Words = { zh: '民政部门数据管理员', en: 'the data officer of civil affairs' };

const USES: readonly Use[] = [
  {
    output: 'worklists/',
    purpose: {
      zh: '入户核查疑似漏保、疑似错保',
      en: 'visits to people suspected to be missed or wrongly included',
    },
    recipient: {
      zh: '清单所列网格、村居或乡镇的核查人员',
      en: 'whoever visits for the grid, village or town named on the list',
    },
    personal: true,
  },
  {
    output: 'recheck.csv',
    purpose: {
      zh: '随机复核，估计疑点的准确程度',
      en: 'a random re-check that measures how often findings are right',
    },
    recipient: { zh: '不参与原核查的复核人员', en: 'people who re-check and did not visit before' },
    personal: true,
  },
  ...(['findings.parquet', 'unchecked.parquet', 'memory.parquet', 'recheck.parquet'] as const).map(
    (output) => ({
      output,
      purpose: { zh: '线索的跟踪和统计', en: 'following up findings and counting them' },
      recipient: OFFICE,
      personal: true,
    }),
  ),
  ...(['links.parquet', 'persons.parquet'] as const).map((output) => ({
    output,
    purpose: { zh: '说明记录如何对应到同一人', en: 'saying which records were taken for one person' },
    recipient: OFFICE,
    personal: true,
  })),
  {
    output: 'quality.parquet',
    purpose: { zh: '请报送部门改进名单质量', en: 'having departments mend their lists' },
    recipient: { zh: '报送该名单的部门', en: 'the department that sent the list' },
    personal: false,
  },
  {
    output: 'rejects.parquet',
    purpose: { zh: '退回原单位更正', en: 'having rows corrected by the department that sent them' },
    recipient: { zh: '报送该名单的部门', en: 'the department that sent the list' },
    personal: false,
  },
  {
    output: 'report.html',
    purpose: { zh: '汇总数字', en: 'figures' },
    recipient: { zh: '民政部门', en: 'civil affairs' },
    personal: false,
  },
  {
    output: 'run.json',
    purpose: { zh: '审计与重现', en: 'audit, and running the same again' },
    recipient: { zh: '数据管理员和审计人员', en: 'the data officer and auditors' },
    personal: false,
  },
];

/** The uses of every output of a run, for its manifest. */
export function outputUses(retentionDays: number | null): readonly OutputUse[] {
  return USES.map((use) => ({ ...use, retentionDays }));
}
