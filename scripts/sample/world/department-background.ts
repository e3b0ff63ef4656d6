import { addDays, addMonths, ageOn, monthOf } from '../calendar.js';
import { business, house, vehicle } from '../plants/possessions.js';
import type { RollStage } from '../plants/roll.js';
import type { Person } from './people.js';

const VEHICLES = ['小型轿车', '小型轿车', '小型轿车', '小型普通客车', '普通二轮摩托车', '轻型栏板货车'] as const;

/**
 * The lists are not made of situations only: they hold residents of whom nobody asks, and a few covered people by
 * chance. A household in which a rule has staged something is left to that rule.
 */
export function fillDepartments(stage: RollStage, people: readonly Person[]): void {
  const { departments, random, asOf, month } = stage;
  const adults = people.filter(({ death, birth }) => death === null && ageOn(birth, asOf) >= 18);
  const draw = (rule: string, share: number, enter: (person: Person) => void): void => {
    for (let count = Math.round(adults.length * share); count > 0; count -= 1) {
      const person = random.pick(adults);
      if (!stage.isCast(rule, person)) enter(person);
    }
  };
  draw('w09', 0.006, (person) => departments.vehicle.push(vehicle(stage, person, random.pick(VEHICLES), random.chance(0.9) ? '正常' : '报废')));
  draw('w10', 0.006, (person) => {
    departments.housing.push(house(stage, person, {}));
    if (random.chance(0.15)) departments.housing.push(house(stage, person, { acquired: addDays(asOf, -random.between(30, 3_000)), how: '商品房买卖' }));
  });
  draw('w11', 0.005, (person) => departments.business.push(business(person, random.chance(0.6) ? { role: '个体工商户经营者', tax: random.chance(0.3) ? 52_000 : 0 } : {})));
  draw('w06', 0.003, (person) => departments.fiscal_payroll.push({ person, month, class: '在编在职', employer: '南屏中学', amount: random.between(3_500, 7_500) * 100 }));
  draw('w12', 0.006, (person) => departments.housing_fund.push({ person, base: random.between(2_000, 9_000) * 100, lastMonth: addMonths(month, -random.between(0, 9)), state: '正常' }));
  draw('w19', 0.002, (person) => departments.cadre_relative.push({ person, filed: random.chance(0.8) ? '是' : '否' }));
  draw('w21', 0.003, (person) => departments.student.push({ person, stage: '高等教育', state: '在籍在读' }));
  draw('w05', 0.0006, (person) => departments.prison.push({ person, from: addDays(asOf, -random.between(40, 900)), to: null }));
  draw('m08', 0.006, (person) => grantRelief(stage, person));
  draw('m15', 0.002, (person) => departments.unemployment.push({ person, from: addMonths(month, -14), to: addMonths(month, random.between(-8, 6)) }));
}

function grantRelief({ departments, random, asOf }: RollStage, person: Person): void {
  for (let grants = random.chance(0.2) ? 2 : 1; grants > 0; grants -= 1) {
    departments.temporary_relief.push({ person, day: addDays(asOf, -random.between(0, 540)), amount: random.between(5, 50) * 10_000 });
  }
}

/** Pensions of the old people whom the police named: employees' where the insurer knows them as employees. */
export function payPensions(stage: RollStage): void {
  const { facts, departments, random, asOf } = stage;
  const employees = new Set(facts.insurances.filter(({ kind }) => kind === 'employee').map(({ person }) => person));
  for (const person of new Set(departments.hukou.map((one) => one.person))) {
    if (ageOn(person.birth, asOf) < 60 || person.death !== null || stage.isCast('w08', person)) continue;
    const employee = employees.has(person);
    if (!employee && !random.chance(0.8)) continue;
    const type = employee ? '企业职工基本养老保险' : '城乡居民基本养老保险';
    const amount = employee ? random.between(1_900, 4_800) * 100 : random.between(190, 420) * 100;
    departments.pension.push({ person, type, amount, month: monthOf(asOf), state: random.chance(0.98) ? '正常发放' : '停发' });
  }
}
