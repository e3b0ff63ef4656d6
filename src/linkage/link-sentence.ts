import { NAME_LEVELS, type NameLevel } from './levels/name-levels.js';
import { nameReason, type Reason } from './levels/name-reason.js';

/** The two names that a link compares; where they are given, the sentence quotes them. */
export interface LinkNames {
  readonly left: string;
  readonly right: string;
}

const LINK_WORDS: Readonly<Record<string, Reason>> = {
  'judged=same': { zh: '人工核定为同一人', en: 'judged to be one person' },
  'judged=unsure': { zh: '人工核对未能确定', en: 'judged before, without a decision' },
  'id=equal': { zh: '身份证号一致', en: 'same ID number' },
  'id=head': { zh: '与户主身份证号一致，姓名即户主', en: "the head's ID number, and the name of the head" },
  'id=repair': { zh: '身份证号只差一处录入错误', en: 'ID numbers differ by one slip' },
  'id=prefix15': { zh: '身份证号前段一致，尾部缺损', en: 'the readable part of a damaged ID number agrees' },
  'id=mask_long': { zh: '脱敏身份证号吻合', en: 'the masked ID number fits' },
  'id=mask_tail': { zh: '脱敏身份证号首尾吻合', en: 'both ends of the masked ID number fit' },
  'id=mask_short': { zh: '脱敏身份证号可见部分吻合', en: 'what the masked ID number shows fits' },
  'id=prefix_short': {
    zh: '身份证号仅前几位可读且吻合',
    en: 'only the first digits of the ID number can be read, and fit',
  },
  'id=other_invalid': { zh: '身份证号无效且不同', en: 'an invalid ID number, and not the same' },
  'id=conflict': { zh: '身份证号不符', en: 'ID numbers contradict each other' },
  'id=two_ids': { zh: '两个有效身份证号不同', en: 'two different valid ID numbers' },
  'birth=equal': { zh: '出生日期一致', en: 'same birth date' },
  'birth=swapped': { zh: '出生月日颠倒', en: 'month and day of birth swapped' },
  'birth=month_known': {
    zh: '出生年月一致（日不详）',
    en: 'born in the same year and month (the day is not known)',
  },
  'birth=year_known': {
    zh: '出生年份一致（月日不详）',
    en: 'born in the same year (month and day are not known)',
  },
  'birth=one_part': { zh: '出生日期年月日中有一项不同', en: 'year, month or day of birth differs' },
  'birth=year_near': {
    zh: '出生年份相差一年（月日不详）',
    en: 'years of birth one apart (month and day are not known)',
  },
  'birth=age': { zh: '年龄与出生日期相符', en: 'the age fits the birth date' },
  'birth=age_near': { zh: '年龄与出生日期相差一岁', en: 'the age is one year off the birth date' },
  'birth=age_different': { zh: '年龄与出生日期不符', en: 'the age contradicts the birth date' },
  'birth=year': { zh: '仅出生年份一致', en: 'only the year of birth agrees' },
  'birth=different': { zh: '出生日期不同', en: 'different birth dates' },
  'sex=equal': { zh: '性别一致', en: 'same sex' },
  'sex=different': { zh: '性别不同', en: 'different sex' },
  'place=house': { zh: '同村同门牌号', en: 'same village and house number' },
  'place=village': { zh: '同村（社区）', en: 'same village' },
  'place=other_house': { zh: '同村不同门牌号', en: 'same village, another house number' },
  'place=town': { zh: '同乡镇（街道）', en: 'same town' },
  'place=town_other_village': { zh: '同乡镇不同村', en: 'same town, another village' },
  'place=county': { zh: '同县（区）', en: 'same county' },
  'place=county_other_town': { zh: '同县不同乡镇', en: 'same county, another town' },
  'place=different': { zh: '不同县（区）', en: 'different counties' },
  'phone=equal': { zh: '电话一致', en: 'same phone' },
  'phone=one_digit': { zh: '电话差一位', en: 'phones differ by one digit' },
  'phone=different': { zh: '电话不同', en: 'different phones' },
  'account=equal': { zh: '银行账号一致', en: 'same bank account' },
  'account=different': { zh: '银行账号不同', en: 'different bank accounts' },
  'head=same_id': { zh: '户主身份证号一致', en: "the heads' ID numbers agree" },
  'head=same_name': { zh: '户主姓名一致', en: "the heads' names agree" },
  'head=same_sound': { zh: '户主姓名同音', en: "the heads' names sound the same" },
  'head=head_of_other': { zh: '一方是另一方的户主', en: "one is the head of the other's household" },
  'head=different': { zh: '户主不同', en: 'different heads of household' },
  'roster=taken': { zh: '该名单中已另有此人', en: 'that registry has a record of the person already' },
  'record=equal': { zh: '两行内容相同', en: 'two rows with the same content' },
  'through=person': { zh: '经同一人的其他记录关联', en: 'through other records of the same person' },
  'name=swapped': {
    zh: '姓名与另一名单的户主姓名一致，疑似两栏互换',
    en: 'the other name stands in the column of the head: the two changed places',
  },
  'name=clan': {
    zh: '一方只写姓氏（某氏），本姓一致',
    en: 'one name is a clan name (…氏) with the same surname of birth',
  },
  'name=alias': { zh: '与别名（曾用名）一致', en: 'agrees with an alias or former name' },
};

/** Says nothing for or against. */
const SILENT = /=missing$|^roster=free$/;

/** The order in which a caseworker reads: who, then when born, then where. */
const ORDER = [
  'judged',
  'id',
  'name',
  'birth',
  'sex',
  'place',
  'phone',
  'account',
  'head',
  'roster',
  'record',
  'through',
];

function isNameLevel(level: string): level is NameLevel {
  return (NAME_LEVELS as readonly string[]).includes(level);
}

/** Without the names, only what they are to each other. */
function nameWords(level: string, names: LinkNames | undefined): Reason {
  if (!isNameLevel(level)) return { zh: level, en: level };
  const reason = nameReason(level, names?.left ?? '', names?.right ?? '');
  if (names !== undefined) return reason;
  return { zh: reason.zh.replace(/（[^（]*）$/, ''), en: reason.en.replace(/ \([^(]*\)$/, '') };
}

function words(code: string, names: LinkNames | undefined): Reason {
  const known = LINK_WORDS[code];
  if (known !== undefined) return known;
  if (code.startsWith('name=')) return nameWords(code.slice('name='.length), names);
  return { zh: code, en: code };
}

function placeOf(code: string): number {
  const place = ORDER.indexOf(code.slice(0, code.indexOf('=')));
  return place < 0 ? ORDER.length : place;
}

/**
 * The `reason` of a link (`id=equal;name=homophone`) as a sentence for a caseworker, e.g. 身份证号一致；姓名同音（秀英/秀瑛）.
 * A code that it does not know stands as it is; missing values are left out.
 */
export function linkSentence(reason: string, names?: LinkNames): Reason {
  const codes = reason
    .split(';')
    .filter((code) => code !== '' && !SILENT.test(code))
    .sort((a, b) => placeOf(a) - placeOf(b));
  const parts = codes.map((code) => words(code, names));
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
}
