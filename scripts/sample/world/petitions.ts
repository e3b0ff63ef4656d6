import { ageOn, dayNumber, dayOf, shiftDay } from '../calendar.js';
import type { Random } from '../random.js';
import type { Facts, Petition } from './facts.js';
import type { Village } from '../places.js';
import type { Person } from './people.js';

/** Requests for aid; `他` stands for the person it is about. */
const AID: readonly (readonly [topic: string, text: string])[] = [
  ['生活救助', '家庭生活困难，收入低，申请最低生活保障，希望民政部门上门核实。'],
  ['生活救助', '年老体弱，无劳动能力，生活困难，询问能否办理低保，请予以解决。'],
  ['临时救助', '家中突发火灾，房屋受损，申请临时救助。'],
  ['医疗救助', '患大病，医疗费用负担重，已借债十余万元，请求救助。'],
  ['生活救助', '孤寡一人，无儿无女，申请特困供养。'],
  ['残疾帮扶', '肢体残疾，无法外出务工，家庭困难，希望得到生活补助。'],
  ['生活救助', '来电人称：“我们一家三口靠打零工，孩子上学都困难”，\n请求纳入低保。'],
];

const OTHER: readonly (readonly [topic: string, text: string])[] = [
  ['征地拆迁', '对征地补偿标准有异议，要求公开补偿明细。'],
  ['环境保护', '附近石材厂夜间噪音扰民，要求处理。'],
  ['劳动纠纷', '工地拖欠工资三个月，要求支付。'],
  ['道路交通', '村道路灯损坏，影响出行，请尽快维修。'],
  ['农村土地', '反映邻居建房占用通道，多次协商未果。'],
  ['供水供电', '自来水浑浊，水压不足。\n已向水务公司反映，未解决。'],
  ['户籍业务', '咨询户口迁移所需材料。'],
  ['社会保障', '咨询社保卡补办地点。'],
];

/** Words of need that ask for nothing: these must not fire. */
const NEAR_MISSES: readonly (readonly [topic: string, text: string])[] = [
  ['举报投诉', '举报同村某户有小汽车仍享受低保，要求核查取消。'],
  ['表扬感谢', '对镇民政办及时发放临时救助表示感谢。'],
  ['举报投诉', '反映村干部在低保评议中优亲厚友，要求公开名单。'],
];

const ON_BEHALF: readonly string[] = ['代邻居反映：', '代父亲反映：', '代母亲申请：', '村干部代为反映：', '代亲属来电：'];

export interface PetitionRequest {
  readonly day: string;
  readonly asksForAid: boolean;
  readonly nearMiss?: boolean;
  readonly subject?: Person;
  /** Speaks for somebody who is not named. */
  readonly unnamedSubject?: boolean;
}

export function submitPetition(facts: Facts, person: Person, request: PetitionRequest, random: Random): Petition {
  const texts = request.asksForAid ? AID : request.nearMiss === true ? NEAR_MISSES : OTHER;
  const [topic, text] = random.pick(texts);
  const forAnother = request.subject !== undefined || request.unnamedSubject === true;
  const petition: Petition = {
    person,
    day: request.day,
    topic,
    content: (forAnother ? random.pick(ON_BEHALF) : '') + text,
    asksForAid: request.asksForAid,
    subject: request.subject ?? null,
    relation: forAnother ? '代他人' : random.chance(0.1) ? '不明' : '本人',
    hasId: random.chance(0.6),
    subjectHasId: random.chance(0.45),
  };
  facts.petitions.push(petition);
  return petition;
}

/** Eighteen months of petitions and calls from about one resident in a hundred. */
export function hearCounty(facts: Facts, people: readonly Person[], random: Random): void {
  const from = dayNumber(shiftDay(facts.asOf, -18)) + 1;
  const to = dayNumber(facts.asOf);
  const adults = people.filter(
    ({ phone, death, birth }) => phone !== null && death === null && ageOn(birth, facts.asOf) >= 18,
  );
  const neighbours = groupByVillage(adults);
  const count = Math.round(people.length * 0.01);
  for (let index = 0; index < count; index += 1) {
    const person = random.pick(adults);
    const day = dayOf(random.between(from, to));
    const kind = random.next();
    if (kind < 0.3) submitPetition(facts, person, { day, asksForAid: true }, random);
    else if (kind < 0.4) submitForAnother(facts, person, day, { neighbours, random });
    else if (kind < 0.42) submitPetition(facts, person, { day, asksForAid: true, unnamedSubject: true }, random);
    else if (kind < 0.46) submitPetition(facts, person, { day, asksForAid: false, nearMiss: true }, random);
    else submitPetition(facts, person, { day, asksForAid: false }, random);
  }
}

type Neighbours = ReadonlyMap<Village, readonly Person[]>;

function groupByVillage(people: readonly Person[]): Neighbours {
  const groups = new Map<Village, Person[]>();
  for (const person of people) {
    const group = groups.get(person.household.village);
    if (group === undefined) groups.set(person.household.village, [person]);
    else group.push(person);
  }
  return groups;
}

/** For a member of the household or somebody in the village. */
function submitForAnother(
  facts: Facts,
  person: Person,
  day: string,
  { neighbours, random }: { readonly neighbours: Neighbours; readonly random: Random },
): void {
  const family = person.household.members.filter((member) => member !== person && member.death === null);
  const village = neighbours.get(person.household.village) ?? [];
  const subject = random.pick(family.length > 0 && random.chance(0.6) ? family : village);
  if (subject !== person) submitPetition(facts, person, { day, asksForAid: true, subject }, random);
}
