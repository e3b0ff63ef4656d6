import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { Certificate, Facts, Settlement } from '../world/facts.js';
import { briefPersonFields, exportRow, fileDay, personFields, remark, typedId, yuan, type ExportFile, type ExportRow } from './export-file.js';

const SETTLEMENT_STATUS: Readonly<Record<Settlement['status'], string>> = { valid: '有效', revoked: '已撤销', reversal: '冲正' };
const SETTLEMENT_RATES = { id: 0.004, name: 0.004, date: 0, phone: 0, place: 0.003, duplicate: 0 } as const;

/** Settlements by day: a large file in GB18030. */
export function settlementFiles(facts: Facts): readonly ExportFile[] {
  return [
    {
      registry: 'settlement',
      name: `医保结算明细_${fileDay(facts.asOf)}.csv`,
      encoding: 'gb18030',
      eol: '\r\n',
      columns: [
        ['结算编号', 'settlementNo'],
        ['患者姓名', 'name'],
        ['身份证号', 'id'],
        ['结算时间', 'day'],
        ['医疗费总额', 'total'],
        ['基金支付总额', 'fund'],
        ['医疗救助金额', 'aid'],
        ['个人负担总金额', 'burden'],
        ['结算状态', 'status'],
        ['诊断名称', 'disease'],
        ['参保地', 'county'],
      ],
      days: { fields: ['day'], format: 'iso' },
      months: { fields: [], format: 'iso' },
      rates: SETTLEMENT_RATES,
      sticky: false,
      rows: () => settlementRows(facts),
    },
  ];
}

function* settlementRows(facts: Facts): Generator<ExportRow> {
  const sorted = [...facts.settlements].sort((a, b) => compare(a.day, b.day) || a.no - b.no);
  for (const settlement of sorted) {
    yield exportRow(settlement, {
      ...briefPersonFields(settlement),
      settlementNo: `JS${fileDay(facts.asOf).slice(0, 4)}${String(settlement.no).padStart(9, '0')}`,
      day: settlement.day,
      total: yuan(settlement.total),
      fund: yuan(settlement.fund),
      aid: yuan(settlement.aid),
      burden: yuan(settlement.burden),
      status: SETTLEMENT_STATUS[settlement.status],
      disease: settlement.disease,
    });
  }
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const TYPE_NAMES = { '1': '视力', '2': '听力', '3': '言语', '4': '肢体', '5': '智力', '6': '精神', '7': '多重' } as const;
const LEVEL_NAMES: Readonly<Record<Certificate['level'], readonly string[]>> = {
  '1': ['一级', '一级', '1', '壹级', 'Ⅰ级'],
  '2': ['二级', '二级', '2', '贰级', 'Ⅱ级'],
  '3': ['三级', '三级', '3', '叁级', 'Ⅲ级'],
  '4': ['四级', '四级', '4', '肆级', 'Ⅳ级'],
};
const CERTIFICATE_STATUS: Readonly<Record<Certificate['status'], readonly string[]>> = {
  valid: ['有效', '有效', '正常'],
  frozen: ['冻结'],
  cancelled: ['注销', '已注销'],
  expired: ['过期'],
  moved: ['迁出'],
};
const DISABILITY_RATES = { id: 0.022, name: 0.02, date: 0.01, phone: 0.03, place: 0.02, duplicate: 0.004 } as const;

/** Certificates; the number holds the citizen number, type and level, and `B1` where it was issued again. */
export function disabilityFiles(county: County, facts: Facts): readonly ExportFile[] {
  return [
    {
      registry: 'disability',
      name: `残疾人证_${fileDay(facts.asOf)}.csv`,
      encoding: 'utf8',
      eol: '\r\n',
      columns: [
        ['姓名', 'name'],
        ['证件号码', 'id'],
        ['残疾人证号', 'disabilityNo'],
        ['性别', 'sex'],
        ['出生日期', 'birthDate'],
        ['残疾类别', 'type'],
        ['残疾等级', 'level'],
        ['证件状态', 'status'],
        ['发证日期', 'issued'],
        ['有效期止', 'expiry'],
        ['监护人姓名', 'guardian'],
        ['联系电话', 'phone'],
        ['区县', 'county'],
        ['街道', 'town'],
        ['居委', 'village'],
        ['网格编码', 'grid'],
        ['联系地址', 'address'],
        ['备注', 'remark'],
      ],
      days: { fields: ['birthDate', 'issued', 'expiry'], format: 'slashes' },
      months: { fields: [], format: 'iso' },
      rates: DISABILITY_RATES,
      sticky: false,
      rows: () => disabilityRows(facts.certificates, createRandom(county.request.seed, 'disability rows')),
    },
  ];
}

function* disabilityRows(certificates: readonly Certificate[], random: Random): Generator<ExportRow> {
  for (const certificate of certificates) {
    const { type, level, reissue, person, printed = type + level } = certificate;
    const suffix = reissue > 0 ? `B${reissue}` : '';
    const guardian = person.household.members.find((member) => member !== person);
    const row = exportRow(certificate, {
      ...personFields(certificate, random),
      disabilityNo: typedId(certificate) + printed + suffix,
      type: random.pick([TYPE_NAMES[type], `${TYPE_NAMES[type]}残疾`, type]),
      level: random.pick(LEVEL_NAMES[level]),
      status: random.pick(CERTIFICATE_STATUS[certificate.status]),
      issued: certificate.issued,
      expiry: certificate.expiry,
      guardian: guardian !== undefined && random.chance(0.4) ? guardian.name : '',
      remark: remark(random),
    });
    yield { ...row, counts: certificate.status === 'valid', spelled: type + level };
  }
}
