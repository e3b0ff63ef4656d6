import type { ReportSection, Words } from './report-section.js';

/** Figures of one group of people; null: too few to show. */
export interface Subgroup {
  readonly group: string;
  readonly value: string;
  readonly people: number | null;
  readonly linked: number | null;
  readonly missed: number | null;
  readonly wrong: number | null;
}

const GROUP_WORDS: Readonly<Record<string, Words>> = {
  sex: { zh: '性别', en: 'sex' },
  age: { zh: '年龄', en: 'age' },
  place: { zh: '城乡（按村居名称）', en: 'rural or town (by the name of the village)' },
  id: { zh: '身份证号', en: 'ID' },
  name: { zh: '姓名', en: 'name' },
};
const VALUE_WORDS: Readonly<Record<string, Words>> = {
  M: { zh: '男', en: 'male' },
  F: { zh: '女', en: 'female' },
  unknown: { zh: '不详', en: 'unknown' },
  rural: { zh: '村', en: 'rural' },
  town: { zh: '社区', en: 'town' },
  missing: { zh: '缺失', en: 'missing' },
  present: { zh: '有', en: 'present' },
  usual: { zh: '一般', en: 'usual' },
  'with a dot': { zh: '带间隔点', en: 'with a dot' },
  'rare character': { zh: '含生僻字或占位符', en: 'with a rare character' },
};

/** Shows where lists or rules may treat a group otherwise; no rule and no order of visits reads it (reliability S12). */
export function subgroupSection(subgroups: readonly Subgroup[]): ReportSection {
  const count = (value: number | null): string | number => value ?? '–';
  return {
    title: { zh: '分组情况', en: 'Groups of people' },
    head: [
      { zh: '分组', en: 'group' },
      { zh: '取值', en: 'value' },
      { zh: '人数', en: 'people' },
      { zh: '跨名单关联', en: 'linked' },
      { zh: '疑似漏保', en: 'missed' },
      { zh: '疑似错保', en: 'wrong' },
    ],
    rows: subgroups.map((one) => [
      GROUP_WORDS[one.group] ?? one.group,
      VALUE_WORDS[one.value] ?? one.value,
      count(one.people),
      count(one.linked),
      count(one.missed),
      count(one.wrong),
    ]),
    note: {
      zh: '“–”为人数过少，不显示。仅供检查规则对各群体是否公平，不作为线索依据。',
      en: '"–": too few to show. For checking that rules treat groups alike; never a ground for a finding.',
    },
  };
}
