import { addMonths, ageOn, dayNumber, monthNumber, monthOf, shiftDay } from '../calendar.js';
import { ASSET_MONTHS } from '../plants/possessions.js';
import type { Absence, House } from '../world/departments.js';
import { countyOf } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { familyOf, groupBy, keysOf, type RollBook } from './roll-book.js';

export const DEPARTMENT_RULES = ['W05', 'W06', 'W08', 'W09', 'W10', 'W11', 'W12', 'W13', 'W19', 'W21'] as const;
type DepartmentRule = (typeof DEPARTMENT_RULES)[number];

export interface DepartmentFinding {
  readonly rule: DepartmentRule;
  readonly person: Person;
  readonly detail: string;
}

/** What covered people own, earn or owe to other offices; README.md lists the boundaries. */
export function departmentFindings(book: RollBook): readonly DepartmentFinding[] {
  return [
    ...inCustody(book),
    ...onPayroll(book),
    ...pensions(book),
    ...vehicles(book),
    ...houses(book),
    ...businesses(book),
    ...deposits(book),
    ...assets(book),
    ...relatives(book),
    ...grownChildren(book),
  ];
}

const unique = (rule: DepartmentRule, people: Iterable<Person>): readonly DepartmentFinding[] =>
  [...new Set(people)].map((person) => ({ rule, person, detail: '' }));

/** Whole months from the first day to the last, none of them after the as-of date. */
function wholeMonths({ from, to }: Absence, asOf: string): readonly string[] {
  const last = to === null || to > asOf ? asOf : to;
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(last); month = addMonths(month, 1)) {
    const ends = dayNumber(`${addMonths(month, 1)}-01`) - 1;
    if (`${month}-01` >= from && ends <= dayNumber(last)) months.push(month);
  }
  return months;
}

/** A benefit recorded or paid for a whole month of custody. */
function inCustody({ facts, recordsOf }: RollBook): readonly DepartmentFinding[] {
  const paid = groupBy(facts.payments.filter(({ scheme, status }) => scheme !== 'disability_care' && status === 'paid'), ({ person }) => person);
  return unique(
    'W05',
    facts.departments.prison
      .filter((absence) => {
        const months = wholeMonths(absence, facts.asOf);
        const recorded = recordsOf(absence.person).filter(({ scheme }) => scheme !== 'edge');
        return months.some(
          (month) =>
            recorded.some(({ startMonth, stopMonth, status }) => month >= startMonth && (stopMonth === null ? status === 'active' : month < stopMonth)) ||
            (paid.get(absence.person) ?? []).some((payment) => payment.month === month),
        );
      })
      .map(({ person }) => person),
  );
}

const STIPENDS = ['村干部误工补贴', '公益性岗位补贴', '遗属生活补助'];

/** A wage for one of the last three months, and the benefit had begun by then; stipends are no wage. */
function onPayroll({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const recent = monthNumber(monthOf(facts.asOf)) - 2;
  return unique(
    'W06',
    facts.departments.fiscal_payroll
      .filter((wage) => !STIPENDS.includes(wage.class) && monthNumber(wage.month) >= recent)
      .filter(({ person, month }) => coverOf(person).some(({ startMonth }) => month >= startMonth))
      .map(({ person }) => person),
  );
}

/** Pensions of employees and public servants above the standard a head of the dibao household. */
function pensions({ facts, homes }: RollBook): readonly DepartmentFinding[] {
  const counted = groupBy(
    facts.departments.pension.filter(({ type, state }) => !type.includes('居民') && state !== '停发'),
    ({ person }) => person,
  );
  const people = homes('dibao', 'dibao_single').flatMap((records) => {
    const { people: members, size } = familyOf(records);
    const drawing = members.filter((person) => counted.has(person));
    const sum = drawing.flatMap((person) => counted.get(person) ?? []).reduce((total, { amount }) => total + amount, 0);
    return sum > size * (facts.dibao.get(records[0]?.county ?? '') ?? Infinity) ? drawing : [];
  });
  return unique('W08', people);
}

const EXEMPT = /代步|摩托|拖拉机|电动|三轮/;

function vehicles({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const counted = facts.departments.vehicle.filter(({ type, state }) => !EXEMPT.test(type) && !['报废', '注销', '转出'].includes(state));
  return unique('W09', counted.map(({ person }) => person).filter((person) => coverOf(person).length > 0));
}

const NO_HOMES = ['车位', '危房'];
const NOT_BOUGHT = ['拆迁安置', '继承'];

/** Two homes of one household, or one bought in the last 24 months; told by any member who owns one. */
function houses({ facts, homes }: RollBook): readonly DepartmentFinding[] {
  const after = shiftDay(facts.asOf, -24);
  const counted = facts.departments.housing.filter(({ usage, state }) => !NO_HOMES.includes(usage) && state !== '注销');
  const owned = groupBy(counted, ({ person }) => person);
  const bought = ({ acquired, how }: House): boolean => acquired > after && !NOT_BOUGHT.includes(how);
  return homes('dibao', 'dibao_single', 'tekun').flatMap((records): readonly DepartmentFinding[] => {
    const owners = familyOf(records).people.filter((person) => owned.has(person));
    const own = owners.flatMap((person) => owned.get(person) ?? []);
    const [first] = owners;
    if (first === undefined || (new Set(own.map(({ unit }) => unit)).size < 2 && !own.some(bought))) return [];
    return [{ rule: 'W10', person: first, detail: keysOf(owners) }];
  });
}

function businesses({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const counted = facts.departments.business.filter(({ role, capital, tax, state }) => {
    if (state === '注销' || state.startsWith('吊销') || role.includes('合作社')) return false;
    return role.startsWith('个体') ? tax > 0 : capital > 0;
  });
  return unique('W11', counted.map(({ person }) => person).filter((person) => coverOf(person).length > 0));
}

/** The last deposit in the last three months and since the benefit began, on a base above the standard. */
function deposits({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const recent = monthNumber(monthOf(facts.asOf)) - 2;
  const counted = facts.departments.housing_fund.filter(({ person, base, lastMonth, state }) => {
    const high = base > (facts.dibao.get(countyOf(person)) ?? Infinity);
    return high && state !== '封存' && monthNumber(lastMonth) >= recent && coverOf(person).some(({ startMonth }) => lastMonth >= startMonth);
  });
  return unique('W12', counted.map(({ person }) => person));
}

/** What is reported of a dibao household, above the local limit for all of its people. */
function assets({ facts, homes }: RollBook): readonly DepartmentFinding[] {
  const reported = groupBy(facts.departments.asset_report, ({ person }) => person);
  return homes('dibao', 'dibao_single').flatMap((records): readonly DepartmentFinding[] => {
    const { people, size } = familyOf(records);
    const owners = people.filter((person) => reported.has(person));
    const sum = owners.flatMap((person) => reported.get(person) ?? []).reduce((total, { amount }) => total + amount, 0);
    const [first] = owners;
    const limit = ASSET_MONTHS * size * (facts.dibao.get(records[0]?.county ?? '') ?? Infinity);
    return first === undefined || sum <= limit ? [] : [{ rule: 'W13', person: first, detail: keysOf(owners) }];
  });
}

function relatives({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const filed = new Set(facts.departments.cadre_relative.filter((one) => /^(是|已)/.test(one.filed)).map(({ person }) => person));
  const listed = facts.departments.cadre_relative.map(({ person }) => person);
  return unique('W19', listed.filter((person) => !filed.has(person) && coverOf(person).length > 0));
}

/** Sons and daughters of the head, older than 22, with an employer and no school. */
function grownChildren({ facts, coverOf }: RollBook): readonly DepartmentFinding[] {
  const students = new Set(facts.departments.student.map(({ person }) => person));
  const working = facts.insurances.filter(({ kind, status }) => kind === 'employee' && status === 'normal').map(({ person }) => person);
  return unique(
    'W21',
    working.filter(
      (person) =>
        ageOn(person.birth, facts.asOf) > 22 &&
        (person.relation === '子' || person.relation === '女') &&
        !students.has(person) &&
        coverOf(person).some(({ head }) => head !== person && head.household === person.household),
    ),
  );
}
