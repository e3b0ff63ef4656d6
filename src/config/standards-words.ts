/** How offices write the columns, schemes, days and amounts of a table of standards. */

export const STANDARDS_COLUMNS = ['county', 'scheme', 'effective_from', 'monthly_yuan', 'inherits'] as const;
export type StandardsColumn = (typeof STANDARDS_COLUMNS)[number];

const HEADER_PATTERNS: readonly (readonly [column: StandardsColumn, pattern: RegExp])[] = [
  ['inherits', /^(inherits|沿用.*|承用.*)$/],
  ['effective_from', /^(effectivefrom|(起始|生效|执行|施行|起执行|开始)(日期|时间|年月|日)?)$/],
  ['monthly_yuan', /^(monthlyyuan|月.*标准.*|.*标准.*月.*|元(每)?人(每)?月|元月人?|月元)$/],
  ['scheme', /^(scheme|(救助|保障|救助保障)?(类型|类别|种类|项目))$/],
  ['county', /^(county|(所属|所在)?(县|区|县区|区县|县市区|地区|行政区划?|行政区域|区域)(名称)?)$/],
];

/** The column that a header means, null for one that says nothing here. Brackets, slashes and blanks do not matter. */
export function standardsColumn(header: string): StandardsColumn | null {
  const plain = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]/·.、,_:-]/g, '');
  return HEADER_PATTERNS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** `低保`, `特困人员` and the like → the scheme; null for anything else, care standards included. */
export function standardsScheme(written: string): 'dibao' | 'tekun' | null {
  const plain = written.normalize('NFKC').replace(/\s/g, '');
  if (/^(dibao|(城乡|城市|农村|城镇)?(居民)?(低保|最低生活保障)(对象|标准|金)?)$/.test(plain)) return 'dibao';
  return /^(tekun|(城乡|城市|农村)?特困(人员)?(供养|救助供养)?(基本生活)?(标准|费)?)$/.test(plain)
    ? 'tekun'
    : null;
}

/** 2026-01-01, 2026/1/1, 2026.1.1, 2026年1月1日, 20260101; a month means its first day. Null for anything else. */
export function standardsDay(written: string): string | null {
  const plain = written.normalize('NFKC').trim();
  const match =
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})?$/.exec(plain);
  if (match === null) return null;
  const [, year = '', month = '', date = '1'] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) ? day : null;
}

/** `1,026.50元` → `1026.50`; commas elsewhere than between thousands stay, to be refused. */
export function plainAmount(written: string): string {
  const plain = written.normalize('NFKC').replace(/[\s¥元]/g, '');
  return /^\d{1,3}(,\d{3})+(\.|$)/.test(plain) ? plain.replaceAll(',', '') : plain;
}

/** UTF-8 with or without BOM, else GB18030; null for bytes that are neither. */
export function decodeStandards(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return null;
}
