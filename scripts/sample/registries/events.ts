import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { AllowancePayment, DeathNotice, Facts, Payment } from '../world/facts.js';
import { compare } from './care.js';
import { briefPersonFields, exportRow, fileDay, personFields, yuan, type ExportFile, type ExportRow } from './export-file.js';

const DEATH_RATES = { id: 0.025, name: 0.025, date: 0.015, phone: 0, place: 0.02, duplicate: 0.005 } as const;

/** Two offices report deaths: the funeral home in GB18030 and the police in UTF-8. */
export function deathFiles(county: County, facts: Facts): readonly ExportFile[] {
  const { seed } = county.request;
  const day = fileDay(facts.asOf);
  const common = { registry: 'death', rates: DEATH_RATES, sticky: false, months: { fields: [], format: 'iso' } } as const;
  return [
    {
      ...common,
      name: `殡葬火化人员_${day}.csv`,
      encoding: 'gb18030',
      eol: '\r\n',
      columns: [
        ['逝者姓名', 'name'],
        ['逝者身份证号', 'id'],
        ['性别', 'sex'],
        ['死亡日期', 'day'],
        ['火化日期', 'cremated'],
        ['县区', 'county'],
        ['乡镇', 'town'],
        ['户籍地址', 'address'],
      ],
      days: { fields: ['day', 'cremated'], format: 'dots' },
      rows: () => deathRows(facts, 'cremation', createRandom(seed, 'cremation rows')),
    },
    {
      ...common,
      name: `户籍注销死亡人员_${day}.csv`,
      encoding: 'utf8',
      eol: '\n',
      columns: [
        ['姓名', 'name'],
        ['公民身份号码', 'id'],
        ['性别', 'sex'],
        ['出生日期', 'birthDate'],
        ['死亡日期', 'day'],
        ['注销原因', 'reason'],
        ['县区', 'county'],
        ['乡镇', 'town'],
        ['村居', 'village'],
      ],
      days: { fields: ['birthDate', 'day'], format: 'compact' },
      rows: () => deathRows(facts, 'registration', createRandom(seed, 'registration rows')),
    },
  ];
}

function* deathRows(facts: Facts, source: DeathNotice['source'], random: Random): Generator<ExportRow> {
  const notices = facts.deaths.filter((notice) => notice.source === source).sort((a, b) => compare(a.day, b.day));
  for (const notice of notices) {
    yield exportRow(notice, {
      ...personFields(notice, random),
      day: notice.day,
      cremated: notice.cremated ?? '',
      reason: '死亡注销',
    });
  }
}

const SCHEME_WORDS: Readonly<Record<(Payment | AllowancePayment)['scheme'], string>> = {
  dibao: '最低生活保障金',
  dibao_single: '单人户低保金',
  tekun: '特困人员基本生活费',
  orphan: '孤儿基本生活费',
  defacto_orphan: '事实无人抚养儿童基本生活费',
  disability_care: '重度残疾人护理补贴',
  disability_living: '困难残疾人生活补贴',
};
const PAYMENT_STATUS: Readonly<Record<Payment['status'], string>> = { paid: '发放成功', failed: '发放失败', returned: '已退回' };
const PAYMENT_RATES = { id: 0.012, name: 0.012, date: 0, phone: 0, place: 0.004, duplicate: 0 } as const;

/**
 * Payments of twelve months by month, and the second list of allowances; an office keeps each person once, so its errors
 * repeat every month.
 */
export function paymentFiles(facts: Facts): readonly ExportFile[] {
  return [paymentFile('救助资金发放明细', facts, facts.payments), paymentFile('两项补贴发放明细', facts, facts.allowances)];
}

function paymentFile(name: string, facts: Facts, payments: readonly (Payment | AllowancePayment)[]): ExportFile {
  return {
      registry: 'payment',
      name: `${name}_${fileDay(facts.asOf)}.csv`,
      encoding: 'utf8',
      eol: '\r\n',
      columns: [
        ['姓名', 'name'],
        ['身份证号', 'id'],
        ['补贴项目', 'scheme'],
        ['发放年月', 'month'],
        ['发放日期', 'paidOn'],
        ['实发金额', 'amount'],
        ['发放状态', 'status'],
        ['银行账号', 'account'],
        ['开户名', 'holder'],
        ['县区', 'county'],
        ['乡镇', 'town'],
        ['村居', 'village'],
      ],
      days: { fields: ['paidOn'], format: 'iso' },
      months: { fields: ['month'], format: 'compact' },
      rates: PAYMENT_RATES,
      sticky: true,
      rows: () => paymentRows(payments),
  };
}

function* paymentRows(payments: readonly (Payment | AllowancePayment)[]): Generator<ExportRow> {
  const sorted = [...payments].sort((a, b) => compare(a.month, b.month) || a.person.no - b.person.no);
  for (const payment of sorted) {
    yield exportRow(payment, {
      ...briefPersonFields(payment),
      scheme: SCHEME_WORDS[payment.scheme],
      month: payment.month,
      paidOn: `${payment.month}-10`,
      amount: yuan(payment.amount),
      status: PAYMENT_STATUS[payment.status],
      account: payment.account,
      holder: payment.holder,
    });
  }
}
