import type { Benefit, Found, World } from './anti-join-world.js';
import { alone, notListed, type RegisterDesk } from './anti-join-register.js';
import { cell, day, idOf, month, type RowOfExport } from './export-tables.js';

/** Lists of other departments against the roll, number by number. */
export function departments(world: World, isMissed: Desk['isMissed']): readonly Found[] {
  const roll = new Map(
    world.active
      .filter(({ scheme, row }) => scheme !== 'edge' && idOf(row) !== '')
      .map((one) => [idOf(one.row), one]),
  );
  const at: Desk = {
    ...world,
    roll,
    isMissed,
    now: world.asOf.slice(0, 7),
    recent: monthsBefore(world.asOf, 2),
  };
  const rules = [custody, wages, vehicles, businesses, deposits, relatives, grownChildren];
  const households = [pensions, houses, assets, amounts];
  return [...rules, ...households, accounts, relief, allowances, notListed, alone].flatMap((rule) =>
    rule(at),
  );
}

interface Desk extends RegisterDesk {
  readonly now: string;
  /** The first of the last three months. */
  readonly recent: string;
}

function monthsBefore(day: string, months: number): string {
  const at = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - months, 1));
  return at.toISOString().slice(0, 7);
}

const next = (text: string): string => monthsBefore(`${text}-01`, -1);

/** Rows of a list that meet a condition and whose number is on the roll; the finding shows the roll's row. */
function onRoll(
  { tables, roll }: Desk,
  rule: string,
  list: string,
  holds: (row: RowOfExport, benefit: Benefit) => boolean,
): readonly Found[] {
  const found = new Map<string, Found>();
  for (const row of tables(list)) {
    const benefit = roll.get(idOf(row));
    if (benefit !== undefined && holds(row, benefit)) found.set(idOf(row), { rule, rows: [benefit.row] });
  }
  return [...found.values()];
}

const custody = (at: Desk): readonly Found[] =>
  onRoll(at, 'W05', '服刑', (row, { start }) => {
    const from = day(cell(row, '收押日期'));
    const to = cell(row, '刑满日期') === '' ? at.asOf : day(cell(row, '刑满日期'));
    const first = next(from.slice(0, 7));
    return (
      first < (to < at.asOf ? to : at.asOf).slice(0, 7) && start <= (to < at.asOf ? to : at.asOf).slice(0, 7)
    );
  });

const wages = (at: Desk): readonly Found[] =>
  onRoll(at, 'W06', '财政供养', (row, { start }) => {
    const paid = month(cell(row, '工资月份'));
    return paid >= at.recent && paid >= start && !/补贴|补助/.test(cell(row, '人员类别'));
  });

const vehicles = (at: Desk): readonly Found[] =>
  onRoll(at, 'W09', '机动车', (row) => {
    const exempt = /代步|摩托|拖拉机/.test(cell(row, '车辆类型'));
    return !exempt && !/报废|注销|转出/.test(cell(row, '机动车状态'));
  });

const businesses = (at: Desk): readonly Found[] =>
  onRoll(at, 'W11', '市场主体', (row) => {
    if (/注销|吊销/.test(cell(row, '登记状态')) || cell(row, '担任角色').includes('合作社')) return false;
    return !cell(row, '担任角色').includes('个体') || Number(cell(row, '近一年纳税额')) > 0;
  });

const deposits = (at: Desk): readonly Found[] =>
  onRoll(at, 'W12', '公积金', (row, { start }) => {
    const last = month(cell(row, '缴至年月'));
    const high = Number(cell(row, '月缴存基数')) > at.standard;
    return high && last >= at.recent && last >= start && cell(row, '账户状态') !== '封存';
  });

const relatives = (at: Desk): readonly Found[] =>
  onRoll(at, 'W19', '近亲属', (row) => !/是|已/.test(cell(row, '备案情况')));

function grownChildren(at: Desk): readonly Found[] {
  const students = new Set(at.tables('在校学生').map(idOf));
  return onRoll(at, 'W21', '职工医保', (row, benefit) => {
    const born = idOf(row).slice(6, 14);
    const grown = Number(at.asOf.replaceAll('-', '')) - Number(born) >= 230_000;
    const child = /^[子女]$/.test(cell(benefit.row, '与户主关系'));
    return grown && child && row.cells['psn_insu_stas'] === '正常参保' && !students.has(idOf(row));
  });
}

/** Sums of a list by the household certificate of those who are on the roll. */
function byHousehold(
  { tables, roll }: Desk,
  list: string,
  counts: (row: RowOfExport) => boolean,
): ReadonlyMap<string, { readonly benefit: Benefit; readonly rows: readonly RowOfExport[] }> {
  const homes = new Map<string, { benefit: Benefit; rows: RowOfExport[] }>();
  for (const row of tables(list).filter(counts)) {
    const benefit = roll.get(idOf(row));
    if (benefit === undefined) continue;
    const home = homes.get(benefit.home) ?? { benefit, rows: [] };
    home.rows.push(row);
    homes.set(benefit.home, home);
  }
  return homes;
}

const sizeOf = ({ row }: Benefit): number => Number(cell(row, '家庭人口数') || 1);
const sumOf = (rows: readonly RowOfExport[], column: string): number =>
  rows.reduce((sum, row) => sum + Number(cell(row, column)), 0);

function pensions(at: Desk): readonly Found[] {
  const counted = (row: RowOfExport): boolean =>
    !cell(row, '险种').includes('居民') && cell(row, '待遇状态') !== '停发';
  return [...byHousehold(at, '养老待遇', counted).values()]
    .filter(({ benefit }) => benefit.scheme === 'dibao')
    .filter(({ benefit, rows }) => sumOf(rows, '月待遇金额') > at.standard * sizeOf(benefit))
    .map(({ benefit }) => ({ rule: 'W08', rows: [benefit.row] }));
}

function houses(at: Desk): readonly Found[] {
  const counted = (row: RowOfExport): boolean =>
    !/车位|危房/.test(cell(row, '规划用途')) && cell(row, '权属状态') !== '注销';
  const after = `${Number(at.asOf.slice(0, 4)) - 2}${at.asOf.slice(4)}`;
  const bought = (row: RowOfExport): boolean =>
    day(cell(row, '登记时间')) > after && !/安置|继承/.test(cell(row, '取得方式'));
  return [...byHousehold(at, '不动产', counted).values()]
    .filter(({ benefit }) => benefit.scheme !== 'child')
    .filter(({ rows }) => new Set(rows.map((row) => cell(row, '不动产单元号'))).size > 1 || rows.some(bought))
    .map(({ benefit }) => ({ rule: 'W10', rows: [benefit.row] }));
}

const assets = (at: Desk): readonly Found[] =>
  [...byHousehold(at, '核对报告', () => true).values()]
    .filter(({ benefit, rows }) => sumOf(rows, '金额（元）') > 24 * at.standard * sizeOf(benefit))
    .map(({ benefit }) => ({ rule: 'W13', rows: [benefit.row] }));

/** Row by row added up under a certificate number, against the standard less the income. */
function amounts({ active, standard }: Desk): readonly Found[] {
  const homes = new Map<string, Benefit[]>();
  for (const one of active.filter(({ home }) => home.startsWith('DB')))
    homes.set(one.home, [...(homes.get(one.home) ?? []), one]);
  return [...homes.values()].flatMap((home): readonly Found[] => {
    const [first] = home;
    if (first === undefined) return [];
    const paid = sumOf(
      home.map(({ row }) => row),
      '月保障金额',
    );
    const people = Math.max(home.length, Number(cell(first.row, '保障人口数')));
    const income = cell(first.row, '家庭月收入');
    const due =
      Math.ceil(standard * people - Number(income) - 1e-6) + Number(cell(first.row, '分类施保金额'));
    const odd = income === '' ? paid > 1.5 * standard * people + 1 : Math.abs(paid - due) > 1.005;
    return odd ? [{ rule: 'W17', rows: [first.row] }] : [];
  });
}

/** Holders who are neither the person nor the head, and accounts of three households or more. */
function accounts(at: Desk): readonly Found[] {
  const since = monthsBefore(at.asOf, 5);
  const rows = at
    .tables('发放明细')
    .filter((row) => cell(row, '发放状态') === '发放成功' && month(cell(row, '发放年月')) >= since)
    .flatMap((row) => {
      const benefit = at.roll.get(idOf(row));
      return benefit === undefined ? [] : [{ row, benefit, account: cell(row, '银行账号') }];
    });
  const homes = new Map<string, Set<string>>();
  for (const { account, benefit } of rows)
    homes.set(account, (homes.get(account) ?? new Set()).add(benefit.home));
  const odd = rows.filter(
    ({ row, benefit, account }) => isStrange(row, benefit) || (homes.get(account)?.size ?? 0) > 2,
  );
  return [...new Map(odd.map(({ row, benefit }) => [idOf(row), benefit])).values()].map(({ row }) => ({
    rule: 'W20',
    rows: [row],
  }));
}

function isStrange(payment: RowOfExport, { row }: Benefit): boolean {
  const holder = cell(payment, '开户名');
  const own = [cell(row, '姓名'), cell(row, '户主姓名')].includes(holder);
  return !own && !/院|中心|委员会|\*/.test(holder);
}

function relief(at: Desk): readonly Found[] {
  const days = new Map<string, { readonly row: RowOfExport; readonly days: Set<string> }>();
  for (const row of at.tables('临时救助')) {
    const on = day(cell(row, '批准日期'));
    if (on <= at.after || on > at.asOf) continue;
    const entry = days.get(idOf(row)) ?? { row, days: new Set() };
    entry.days.add(on);
    days.set(idOf(row), entry);
  }
  return [...days]
    .filter(([id, entry]) => entry.days.size > 1 && at.isMissed(id))
    .map(([, { row }]) => ({ rule: 'M08', rows: [row] }));
}

/** A certificate in force without a payment of the last three months under its number. */
function allowances(at: Desk): readonly Found[] {
  const paid = (word: string): ReadonlySet<string> =>
    new Set(
      at
        .tables('发放明细')
        .filter((row) => cell(row, '补贴项目').includes(word) && month(cell(row, '发放年月')) >= at.recent)
        .filter((row) => cell(row, '发放状态') === '发放成功')
        .map(idOf),
    );
  const [care, living] = [paid('护理补贴'), paid('生活补贴')];
  return at.tables('残疾人证').flatMap((row): readonly Found[] => {
    const id = idOf(row);
    const scheme = at.roll.get(id)?.scheme;
    const inForce = /有效|正常/.test(cell(row, '证件状态')) && day(cell(row, '有效期止')) >= at.asOf;
    if (!inForce || scheme === 'tekun' || at.dead.has(id)) return [];
    const due = /[1一壹Ⅰ2二贰Ⅱ]/.test(cell(row, '残疾等级')) && !care.has(id);
    return due || (scheme === 'dibao' && !living.has(id)) ? [{ rule: 'M10', rows: [row] }] : [];
  });
}
