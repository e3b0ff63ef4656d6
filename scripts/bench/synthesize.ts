import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Made-up people for benchmarks. Regions 35xx90–35xx99 were never assigned by GB/T 2260, so nobody can hold these
 * numbers; check characters are right, because checking them is part of the work that is measured. No two people share
 * a number. They live as many to a county, town and village as those of the province do: whatever is searched within a
 * place grows with the places, not with the square of the people.
 */
const COUNTY_SIZE = 450_000;
const TOWN_SIZE = 30_000;
const VILLAGE_SIZE = 1500;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SURNAMES = [...'陈林黄张吴李王郑蔡刘杨许郭叶苏庄江何谢曾'];
/** With twenty surnames, two random people share their name as often as in the province: 3.5 in a million. */
const GIVEN = [
  ...'秀英美丽华玉建国志明文海金水清德福荣春梅兰芳云珠婷伟杰强军平东红霞辉鹏飞龙凤琴莲香燕萍雪莹',
  ...'琳静敏慧娟娜颖洁晶倩怡欣悦瑶蓉菊桂松柏林森山川江河洋波涛浩宇轩泽润博学思远达通顺安康宁和',
  ...'谦信义礼智勇刚毅坚定光耀辰星晓曦昌盛隆兴旺发财宝贵生',
];

function countyNo(person: number): number {
  return Math.floor(person / COUNTY_SIZE);
}

/** County, town and village of a person. */
function placeOf(person: number): readonly [county: string, town: string, village: string] {
  const [town, village] = [TOWN_SIZE, VILLAGE_SIZE].map((size) => String(Math.floor(person / size) + 1));
  return [countyName(countyNo(person)), `第${town ?? ''}镇`, `第${village ?? ''}村`];
}

function countyName(county: number): string {
  return `第${String(county + 1)}县`;
}

function citizenId(person: number): string {
  const days = person % 29_000;
  const birth = new Date(Date.UTC(1935, 0, 1) + days * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const county = countyNo(person);
  const region = `35${String(1 + (county % 9)).padStart(2, '0')}${String(90 + Math.floor(county / 9))}`;
  const body = `${region}${birth}${String(Math.floor(person / 29_000) % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'[sum % 11];
}

function mix(person: number): number {
  return Math.imul(person + 1, 2_654_435_761) >>> 0;
}

function personName(person: number): string {
  const mixed = mix(person);
  return `${SURNAMES[mixed % 20]}${GIVEN[(mixed >>> 5) % GIVEN.length]}${GIVEN[(mixed >>> 14) % GIVEN.length]}`;
}

export const INSURANCE_HEADER = '姓名,身份证号,险种,参保状态,资助身份,缴费基数,联系电话,县区,乡镇,村居';

/** One in this many insured stands in an assisted class without being on the roll: the seed's 620,000 of 40 million. */
const UNLISTED_ONE_IN = 65;

/** The cells of one insured person, as clean as an export can be. */
export function insuranceCells(person: number, covered = false): string[] {
  // Few of those who are covered are employed.
  const employed = covered ? (mix(person) >>> 9) % 20 === 0 : person % 5 === 1;
  return [
    personName(person),
    citizenId(person),
    employed ? '职工基本医疗保险' : '城乡居民基本医疗保险',
    '正常参保',
    covered || person % UNLISTED_ONE_IN === 0 ? '低保对象' : '无',
    employed ? String(1500 + (person % 4000)) : '',
    `139${String(person % 100_000_000).padStart(8, '0')}`,
    ...placeOf(person),
  ];
}

/** Writes insurance and assistance exports and a project around them; every 50th covered row is dirty. */
export async function writeBenchProject(
  folder: string,
  sizes: { readonly insured: number; readonly covered: number },
): Promise<readonly string[]> {
  mkdirSync(join(folder, 'exports'), { recursive: true });
  const insurance = join(folder, 'exports', '医保参保.csv');
  const step = Math.max(1, Math.floor(sizes.insured / sizes.covered));
  await writeLines(insurance, INSURANCE_HEADER, sizes.insured, (i) =>
    insuranceCells(i, i % step === 0).join(','),
  );
  const assistance = join(folder, 'exports', '低保人员.csv');
  await writeLines(
    assistance,
    '姓名,身份证号,救助类型,保障状态,起始保障年月,月保障金额,户主姓名,户主身份证号,低保证号,县区,乡镇,村居,网格编码,联系电话',
    sizes.covered,
    (i) => {
      const person = i * step;
      const id = citizenId(person);
      const shown =
        i % 50 === 0
          ? `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`
          : i % 50 === 1
            ? `${id.slice(0, 15)}000`
            : id;
      return `${personName(person)},${shown},农村低保,享受中,2021-0${1 + (i % 9)},${400 + (i % 300)},${personName(person)},${id},NP${String(i).padStart(7, '0')},${placeOf(person).join(',')},350190001${String(i % 300).padStart(6, '0')},139${String(person % 100_000_000).padStart(8, '0')}`;
    },
  );
  writeBenchSettings(folder, countyNo(sizes.insured - 1) + 1);
  return [insurance, assistance];
}

function writeBenchSettings(folder: string, counties: number): void {
  const standards = Array.from(
    { length: counties },
    (_, county) => `${countyName(county)},dibao,2026-01-01,826.00\n`,
  );
  writeFileSync(
    join(folder, 'standards.csv'),
    `county,scheme,effective_from,monthly_yuan\n${standards.join('')}`,
  );
  writeFileSync(
    join(folder, 'yingbao.yaml'),
    [
      'version: 1',
      'name: bench',
      'asOf: 2026-10-31',
      'registries:',
      '  assistance: { kind: assistance, files: exports/低保人员.csv }',
      '  insurance: { kind: insurance, files: exports/医保参保.csv }',
      '',
    ].join('\n'),
  );
}

/** Writes a header and `count` lines in UTF-8. */
export async function writeLines(
  path: string,
  header: string,
  count: number,
  line: (index: number) => string,
): Promise<void> {
  const out = createWriteStream(path);
  let block = `${header}\n`;
  for (let index = 0; index < count; index += 1) {
    block += `${line(index)}\n`;
    if (block.length > 1 << 20) {
      if (!out.write(block)) await once(out, 'drain');
      block = '';
    }
  }
  out.end(block);
  await once(out, 'finish');
}
