import { addMonths, ageOn, shiftDay } from '../calendar.js';
import { insureEmployee } from '../world/insurance.js';
import type { Person } from '../world/people.js';
import { isAdult, type RollStage } from './roll.js';

/** W06, W08, W12, W19 and W21: incomes that other departments know of. */
export function plantIncomes(stage: RollStage): void {
  plantWages(stage);
  plantPensions(stage);
  plantDeposits(stage);
  plantRelatives(stage);
  plantGrownChildren(stage);
}

const OFFICES = ['南屏中学', '南屏县水利局', '云岭镇人民政府', '南屏县医院', '屏山小学'] as const;

function plantWages(stage: RollStage): void {
  const { departments, asOf, month, random } = stage;
  const pay = (least: number, situation: string, wage: { readonly class?: string; readonly ago?: number; readonly newlyCovered?: boolean }): void =>
    stage.repeat(least, () => {
      const started = addMonths(month, wage.newlyCovered === true ? -2 : -6);
      const person = stage.castCovered(situation, (one, { startMonth }) => {
        const fits = wage.newlyCovered === true ? startMonth === started : startMonth <= started;
        return fits && isAdult(asOf)(one);
      });
      if (person === null) return;
      for (let back = wage.ago ?? 0; back < (wage.ago ?? 0) + 3; back += 1) {
        departments.fiscal_payroll.push({
          person,
          month: addMonths(month, -back),
          class: wage.class ?? '在编在职',
          employer: random.pick(OFFICES),
          amount: random.between(3_200, 6_900) * 100,
        });
      }
    });
  pay(5, 'w06-in-office', {});
  pay(3, 'w06-contract', { class: '编外聘用人员' });
  pay(2, 'w06-two-months-ago', { ago: 2 });
  pay(2, 'w06-not-three-months-ago', { ago: 3 });
  pay(4, 'w06-not-village-stipend', { class: '村干部误工补贴' });
  pay(3, 'w06-not-public-welfare-job', { class: '公益性岗位补贴' });
  pay(2, 'w06-not-survivor', { class: '遗属生活补助' });
  pay(2, 'w06-not-before-cover', { ago: 3, newlyCovered: true });
}

function plantPensions(stage: RollStage): void {
  const { departments, month } = stage;
  const draw = (least: number, situation: string, request: { readonly type?: string; readonly state?: string; readonly share: number }): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, ({ birth }, { scheme }) => scheme === 'dibao' && ageOn(birth, stage.asOf) >= 60);
      if (person === null) return;
      const amount = Math.round(request.share * stage.standardOf(person) * stage.coverOf(person).familySize);
      const { type = '企业职工基本养老保险', state = '正常发放' } = request;
      departments.pension.push({ person, type, amount, month, state });
    });
  draw(4, 'w08-employee', { share: 1.4 });
  draw(3, 'w08-public-service', { type: '机关事业单位养老保险', share: 2.1 });
  draw(3, 'w08-not-at-the-standard', { share: 1 });
  draw(3, 'w08-not-low-a-head', { share: 0.6 });
  draw(3, 'w08-not-resident-pension', { type: '城乡居民基本养老保险', share: 1.2 });
  draw(2, 'w08-not-stopped', { share: 1.6, state: '停发' });
}

function plantDeposits(stage: RollStage): void {
  const { departments, asOf, month } = stage;
  const deposit = (least: number, situation: string, of: { readonly base: (standard: number) => number; readonly ago?: number; readonly state?: string }): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (one, { startMonth }) => isAdult(asOf)(one) && startMonth <= addMonths(month, -8));
      if (person === null) return;
      const base = of.base(stage.standardOf(person));
      departments.housing_fund.push({ person, base, lastMonth: addMonths(month, -(of.ago ?? 0)), state: of.state ?? '正常' });
    });
  deposit(5, 'w12-deposits', { base: (standard) => 4 * standard });
  deposit(2, 'w12-two-months-ago', { base: (standard) => standard + 100, ago: 2 });
  deposit(2, 'w12-not-at-the-standard', { base: (standard) => standard });
  deposit(3, 'w12-not-sealed', { base: (standard) => 4 * standard, state: '封存' });
  deposit(3, 'w12-not-three-months-ago', { base: (standard) => 4 * standard, ago: 3 });
}

function plantRelatives(stage: RollStage): void {
  const list = (least: number, situation: string, filed: readonly string[]): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, isAdult(stage.asOf));
      if (person !== null) stage.departments.cadre_relative.push(...filed.map((one) => ({ person, filed: one })));
    });
  list(5, 'w19-no-filing', ['否']);
  list(3, 'w19-empty', ['']);
  list(5, 'w19-not-filed', ['是']);
  list(2, 'w19-not-filed-once', ['否', '已备案']);
}

/** Grown children who are counted and insured by an employer; the insurer leaves the base open for part-time work. */
function plantGrownChildren(stage: RollStage): void {
  const { departments, facts, asOf, random } = stage;
  const insured = new Map(facts.insurances.map((one) => [one.person, one]));
  const work = (least: number, situation: string, of: { readonly ages: readonly [number, number]; readonly status?: 'paused'; readonly student?: string }): void =>
    stage.repeat(least, () => {
      const [low, high] = of.ages;
      const person = stage.castCovered(situation, (one, { head, scheme }) => {
        const age = ageOn(one.birth, asOf);
        return insured.get(one)?.status === 'normal' && isChild(one) && head !== one && head.household === one.household && scheme === 'dibao' && age >= low && age <= high;
      });
      if (person === null) return;
      const resident = insured.get(person);
      if (resident !== undefined && of.status === undefined) Object.assign(resident, { status: 'ended', until: shiftDay(asOf, -7) });
      const job = insureEmployee(facts, person, random);
      Object.assign(job, { status: of.status ?? 'normal', base: null, since: shiftDay(asOf, -7) });
      if (of.student !== undefined) departments.student.push({ person, stage: of.student, state: '在籍在读' });
    });
  work(6, 'w21-at-work', { ages: [23, 40] });
  work(3, 'w21-not-student', { ages: [23, 40], student: '研究生' });
  work(3, 'w21-not-yet', { ages: [18, 22] });
  work(2, 'w21-not-paused', { ages: [23, 40], status: 'paused' });
}

const isChild = ({ relation }: Person): boolean => relation === '子' || relation === '女';
