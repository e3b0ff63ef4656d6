import { addDays, shiftDay } from '../calendar.js';
import type { Business, House, Vehicle } from '../world/departments.js';
import type { Person } from '../world/people.js';
import { isAdult, isScheme, type RollStage } from './roll.js';

/** W09, W10, W11 and W13: what covered people own, and what only looks like wealth. */
export function plantPossessions(stage: RollStage): void {
  plantVehicles(stage);
  plantHouses(stage);
  plantBusinesses(stage);
  plantAssets(stage);
}

/** Plates begin with a letter that the province does not use. */
export function vehicle(stage: RollStage, person: Person, type: string, state: string): Vehicle {
  const { random, asOf } = stage;
  const plate = `闽Z${String(random.below(100_000)).padStart(5, '0')}`;
  return { person, type, plate, state, registered: addDays(asOf, -random.between(200, 3_600)) };
}

function plantVehicles(stage: RollStage): void {
  const { departments, asOf } = stage;
  const own = (least: number, situation: string, type: string, state = '正常'): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, isAdult(asOf));
      if (person !== null) departments.vehicle.push(vehicle(stage, person, type, state));
    });
  own(6, 'w09-car', '小型轿车');
  own(3, 'w09-van', '小型普通客车', '违法未处理');
  own(3, 'w09-truck', '轻型栏板货车', '逾期未检验');
  own(2, 'w09-not-wheelchair', '残疾人专用小型自动挡载客代步车');
  own(3, 'w09-not-motorcycle', '普通二轮摩托车');
  own(2, 'w09-not-tricycle', '正三轮载货摩托车');
  own(2, 'w09-not-farm', '轮式拖拉机');
  own(3, 'w09-not-scrapped', '小型轿车', '报废');
  own(2, 'w09-not-cancelled', '小型轿车', '注销');
  own(2, 'w09-not-sold', '小型普通客车', '转出');
  stage.repeat(3, () => {
    const person = stage.castOther('w09-not-on-the-roll', isAdult(asOf));
    if (person !== null) departments.vehicle.push(vehicle(stage, person, '小型轿车', '正常'));
  });
}

export function house(stage: RollStage, person: Person, of: Partial<Omit<House, 'person'>>): House {
  const { random, asOf } = stage;
  const { region } = person.household.village;
  return {
    person,
    unit: `${region}${String(random.below(1_000_000_000)).padStart(9, '0')}F${String(random.below(10_000)).padStart(8, '0')}`,
    usage: '成套住宅',
    acquired: addDays(asOf, -random.between(1_200, 7_000)),
    how: '自建房登记',
    state: '现势',
    ...of,
  };
}

function plantHouses(stage: RollStage): void {
  const { departments, asOf } = stage;
  const { housing } = departments;
  const own = (least: number, situation: string, houses: readonly Partial<House>[]): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (one, cover) => isAdult(asOf)(one) && isScheme('dibao', 'dibao_single', 'tekun')(one, cover));
      if (person !== null) housing.push(...houses.map((of) => house(stage, person, of)));
    });
  own(5, 'w10-two-houses', [{}, { how: '购买' }]);
  own(3, 'w10-one-of-them-resettled', [{}, { how: '拆迁安置' }]);
  own(4, 'w10-bought-lately', [{ acquired: addDays(asOf, -400), how: '商品房买卖' }]);
  own(2, 'w10-bought-just-inside', [{ acquired: addDays(shiftDay(asOf, -24), 1), how: '存量房买卖' }]);
  own(4, 'w10-not-one-house', [{}]);
  own(2, 'w10-not-parking', [{}, { usage: '车位', how: '购买' }]);
  own(2, 'w10-not-resettled', [{ acquired: addDays(asOf, -200), how: '拆迁安置' }]);
  own(2, 'w10-not-inherited', [{ acquired: addDays(asOf, -100), how: '继承' }]);
  own(2, 'w10-not-just-outside', [{ acquired: shiftDay(asOf, -24), how: '商品房买卖' }]);
  own(2, 'w10-not-cancelled', [{}, { state: '注销' }]);
  own(2, 'w10-not-ruin', [{}, { usage: '危房' }]);
  plantFamilyHouses(stage);
}

/** One house of two owners is one house; two members with one each have two. */
function plantFamilyHouses(stage: RollStage): void {
  const { departments, asOf } = stage;
  for (const [situation, shared] of [['w10-not-shared-house', true], ['w10-one-each', false]] as const) {
    stage.repeat(3, () => {
      const partner = (person: Person): Person | undefined =>
        person.household.members.find(
          (one) => one !== person && one.death === null && isAdult(asOf)(one) && stage.facts.coverages.some((record) => record.person === one && record.certificate === stage.coverOf(person).certificate && record.status === 'active'),
        );
      const person = stage.castCovered(situation, (one, { scheme }) => scheme === 'dibao' && isAdult(asOf)(one) && partner(one) !== undefined);
      const other = person === null ? undefined : partner(person);
      if (person === null || other === undefined) return;
      const own = house(stage, person, {});
      departments.housing.push(own, shared ? { ...own, person: other } : house(stage, other, {}));
    });
  }
}

export function business(person: Person, of: Partial<Omit<Business, 'person'>>): Business {
  return { person, role: '法定代表人', capital: 30_000_000, tax: 0, state: '存续（在营、开业、在册）', ...of };
}

function plantBusinesses(stage: RollStage): void {
  const { departments, asOf } = stage;
  const own = (least: number, situation: string, of: Partial<Business>): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, isAdult(asOf));
      if (person !== null) departments.business.push(business(person, of));
    });
  own(5, 'w11-company', {});
  own(3, 'w11-shareholder', { role: '股东', capital: 5_000_000, state: '在业' });
  own(4, 'w11-trader-with-tax', { role: '个体工商户经营者', capital: 1_000_000, tax: 312_000 });
  own(4, 'w11-not-dormant-trader', { role: '个体工商户经营者', capital: 1_000_000, tax: 0 });
  own(3, 'w11-not-closed', { state: '注销' });
  own(2, 'w11-not-revoked', { state: '吊销，未注销' });
  own(2, 'w11-not-cooperative', { role: '农民专业合作社成员', capital: 100_000 });
}

/** The limit that the sample's project states, in months of the standard a head. */
export const ASSET_MONTHS = 24;

function plantAssets(stage: RollStage): void {
  const { departments, asOf } = stage;
  const day = addDays(asOf, -25);
  const report = (least: number, situation: string, share: (limit: number) => readonly (readonly [string, number])[]): void =>
    stage.repeat(least, () => {
      const person = stage.castCovered(situation, (one, { scheme }) => scheme === 'dibao' && isAdult(asOf)(one));
      if (person === null) return;
      const limit = ASSET_MONTHS * stage.standardOf(person) * stage.coverOf(person).familySize;
      for (const [type, amount] of share(limit)) departments.asset_report.push({ person, type, amount, day });
    });
  report(4, 'w13-deposits', (limit) => [['银行存款', limit + 2_345_600]]);
  report(3, 'w13-sum', (limit) => [['银行存款', Math.round(limit * 0.7)], ['商业保险现金价值', Math.round(limit * 0.5)]]);
  report(3, 'w13-not-at-the-limit', (limit) => [['银行存款', limit]]);
  report(4, 'w13-not-little', () => [['银行存款', 843_000]]);
}
