import { number, text } from '../../src/engine/sql.js';

/**
 * Made-up people for benchmarks of linkage, as SQL over `range`. Regions 35xx90–35xx99 were never assigned by
 * GB/T 2260, so nobody can hold these numbers; check characters are right.
 */
const SURNAMES =
  '陈林黄张吴李王郑蔡刘杨许郭叶苏庄江何谢曾洪徐周朱胡高罗余潘邱赖卢方戴肖游范魏陆傅彭施蒋董俞沈曹汪康颜纪翁柯石温阮邓雷蓝钟熊薛丁卓尤姚官童连';
const GIVEN =
  '秀英美丽华玉建国志明文海金水清德福荣春梅兰芳云珠婷伟杰淑惠琴红霞燕敏静雪莲香凤月娥桂花珍菊娟平峰勇军斌鑫磊涛鹏浩宇轩泽瑞涵怡欣佳慧颖雅诗婉晨阳旭东升辉煌耀祖宗庆祥生发财旺兴隆昌盛火土木根树林森炎灿坤乾震坚毅刚强健康安宁和顺善良忠孝仁义礼智信诚实厚朴素洁白青黛墨书画琪琳瑶璐珊瑚珺瑾瑜';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number below 2^31 - 1 that looks random, from a person's number and a salt; our own, so it never changes. */
function mixed(salt: number): string {
  const first = `((person + ${number(salt * 7_919 + 1)}) * 1103515245) % 2147483647`;
  return `(xor(${first}, (${first}) >> 13) * 1181783497) % 2147483647`;
}

/** One of the characters, the first ones more often; `share` lies in [0, 1). */
function pick(characters: string, share: string, skew: number): string {
  return `substr(${text(characters)}, 1 + CAST(floor(pow(${share}, ${number(skew)}) * ${number([...characters].length)}) AS INTEGER), 1)`;
}

const CHECK_SUM = WEIGHTS.map(
  (weight, index) => `${number(weight)} * (ascii(substr(body, ${number(index + 1)}, 1)) - 48)`,
).join(' + ');

/** Days of birth and regions; people with the same of both differ in their sequence digits. */
const DAYS = 34_000;
const REGIONS = 90;

/**
 * A query over people 0, step, 2·step …: `person`, `record_no` and the columns that linkage reads, all known and all
 * clean. No two people share an ID.
 */
export function populationQuery(count: number, step = 1): string {
  const half = (column: string, part: number): string =>
    `((${column} // ${number([1, 1_009, 1_018_081][part] ?? 1)}) % 1009) / 1009.0`;
  return `SELECT
  person,
  record_no,
  ${pick(SURNAMES, half('a', 0), 2.2)} || ${pick(GIVEN, half('a', 1), 1.6)}
    || CASE WHEN a % 100 < 14 THEN '' ELSE ${pick(GIVEN, half('b', 0), 1.6)} END AS name,
  body || substr('10X98765432', 1 + (${CHECK_SUM}) % 11, 1) AS id,
  CASE WHEN ascii(substr(body, 17, 1)) % 2 = 1 THEN 'M' ELSE 'F' END AS sex,
  birth_date,
  '1' || CAST(3000000000 + (person * 7877) % 6999999999 AS VARCHAR) AS phone,
  '第' || town % 85 || '县' AS county,
  '第' || town || '镇' AS town,
  '第' || town || '之' || b % 15 || '村' AS village
FROM (
  SELECT
    *,
    '35' || lpad(CAST(1 + region // 10 AS VARCHAR), 2, '0') || CAST(90 + region % 10 AS VARCHAR)
      || strftime(birth_date, '%Y%m%d')
      || lpad(CAST((person // ${number(DAYS * REGIONS)} * 337 + person % 997) % 1000 AS VARCHAR), 3, '0') AS body
  FROM (
    SELECT
      *,
      person % ${number(REGIONS)} AS region,
      DATE '1930-01-01' + CAST((person // ${number(REGIONS)} * 7919) % ${number(DAYS)} AS INTEGER) AS birth_date,
      (b // 7) % 1100 AS town
    FROM (
      SELECT person, record_no, ${mixed(1)} AS a, ${mixed(2)} AS b
      FROM (
        SELECT range * ${number(step)} AS person, range AS record_no
        FROM range(${number(count)})
      )
    )
  )
)`;
}

/**
 * The records of a registry over people of `populationQuery`: every `damagedEvery`-th lost the ID in one of four ways
 * (truncated by a spreadsheet, masked, one wrong digit, missing); none where it is null.
 */
export function recordsOf(people: string, registry: string, damagedEvery: number | null): string {
  const every = number(damagedEvery ?? 1);
  const damaged = damagedEvery === null ? 'false' : `record_no % ${every} = 0`;
  const way = `record_no // ${every} % 4`;
  return `SELECT
  record_no,
  ${text(`${registry}.csv`)} AS file,
  record_no + 2 AS line,
  name,
  CAST(NULL AS VARCHAR) AS name_alias,
  CASE WHEN NOT ${damaged} THEN id END AS id,
  CASE
    WHEN NOT ${damaged} THEN 'valid'
    WHEN ${way} = 0 THEN 'truncated'
    WHEN ${way} = 1 THEN 'masked'
    WHEN ${way} = 2 THEN 'invalid'
  END AS id_kind,
  CASE
    WHEN NOT ${damaged} THEN NULL
    WHEN ${way} = 0 THEN left(id, 15) || '000'
    WHEN ${way} = 1 THEN left(id, 6) || '********' || right(id, 4)
    WHEN ${way} = 2 THEN left(id, 15) || (CAST(substr(id, 16, 1) AS INTEGER) + 3) % 10 || right(id, 2)
  END AS id_key,
  sex,
  CASE WHEN NOT ${damaged} OR ${way} >= 2 THEN birth_date END AS birth_date,
  CAST(NULL AS VARCHAR) AS birth_date_raw,
  CAST(NULL AS VARCHAR) AS age,
  CAST(NULL AS DATE) AS aged_on,
  CASE WHEN person % 3 > 0 THEN phone END AS phone,
  county,
  town,
  village,
  CAST(NULL AS VARCHAR) AS address,
  CAST(NULL AS VARCHAR) AS head_id,
  CAST(NULL AS VARCHAR) AS head_name,
  CAST(NULL AS VARCHAR) AS relation,
  CAST(NULL AS VARCHAR) AS disability_no,
  CAST(NULL AS VARCHAR) AS account
FROM read_parquet(${text(people)})`;
}
