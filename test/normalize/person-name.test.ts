import { describe, expect, it } from 'vitest';
import {
  maskName,
  parsePersonName,
  personNameAliases,
  type PersonNameReading,
} from '../../src/normalize/person-name.js';

const NAMES: readonly (readonly [raw: string, name: string | null])[] = [
  ['陈秀英', '陈秀英'],
  ['张 三', '张三'],
  ['张　三', '张三'],
  ['张\u00A0三', '张三'],
  ['张\u200B三\uFEFF', '张三'],
  ['陈 秀 英', '陈秀英'],
  ['欧阳 靖宇', '欧阳靖宇'],
  ['李四1', '李四'],
  ['李四①', '李四'],
  ['张三㈡', '张三'],
  ['1.张三', '张三'],
  ['张三A', '张三'],
  ['张三13800000000', '张三'],
  ['张林氏', '张林氏'],
  ['林氏', '林氏'],
  ['⻢小明', '马小明'],
  ['王𬭎', '王𬭎'],
  ['林\uE863', '林䶮'],
  ['John  Smith', 'JOHN SMITH'],
  ['王Wèi', '王WEI'],
  ['陳秀英', '陳秀英'],
  ['於文霞', '於文霞'],
  // One middle dot, whatever was typed (民委发〔2016〕33号).
  ...Array.from('·•・･．.‧∙⋅●﹒。-', (dot) => [`阿布都${dot}热合曼`, '阿布都·热合曼'] as const),
  ['阿布都,热合曼', '阿布都·热合曼'],
  ['买买提·吐尔逊·艾力', '买买提·吐尔逊·艾力'],
  ['阿布都 热合曼', '阿布都热合曼'],
  // Characters that could not be typed, or were hidden.
  ['徐(莹加王旁)', '徐?'],
  ['徐（左王右英）兰', '徐?兰'],
  ...Array.from('?？□〓\uFFFD*＊×', (sign) => [`徐${sign}`, '徐?'] as const),
  ['张*三', '张?三'],
  ['欧阳**', '欧阳??'],
  ['张某某', '张??'],
  ['李XX', '李??'],
  ['蓝X英', '蓝?英'],
  ['马●三', '马?三'],
  ['张🌹英', '张?英'],
  ['林\uE000', '林?'],
  // Titles.
  ['李先生', '李?'],
  ['林阿婆', '林?'],
  ['陈奶奶', '陈?'],
  ['刘女婴', '刘?'],
  ['王大爷', '王?'],
  ['周老太太', '周?'],
  ['张老师', '张?'],
  ['欧阳女士', '欧阳?'],
  ['陈秀英阿婆', '陈秀英'],
  ['林阿英', '林阿英'],
  // Characters of kin that are a given name.
  ['孙子涵', '孙子涵'],
  ['欧阳女儿', '欧阳女儿'],
  ['李外婆', '李外婆'],
  ['徐莹加王旁', '徐?'],
  ['王左王右英', '王?'],
  ['王建国老师', '王建国'],
  ['李同志', '李同志'],
  // Nobody.
  ...[
    '无名氏',
    '不详',
    '婴儿',
    '新生儿',
    '张三之子',
    '张三之妻',
    '张三母亲',
    '陈秀英儿媳妇',
    '无名女婴',
    '本人',
    '合计',
    'NULL',
    '-',
    '某某',
    '**',
  ].map((raw) => [raw, null] as const),
];

describe('name', () => {
  it.each(NAMES)('%j → %s', (raw, name) => {
    expect(parsePersonName(raw).name).toBe(name);
  });
});

const PARTS: readonly (readonly [raw: string, expected: Partial<PersonNameReading>])[] = [
  ['张三（已故）', { name: '张三', notes: ['已故'] }],
  ['张三(已去世', { name: '张三', notes: ['已去世'] }],
  ['张三已故', { name: '张三', notes: ['已故'] }],
  ['王五(户主)', { name: '王五', notes: ['户主'] }],
  ['户主：张三', { name: '张三', notes: ['户主'] }],
  ['张三【迁出】', { name: '张三', notes: ['迁出'] }],
  ['张三（服刑）（户主）', { name: '张三', notes: ['服刑', '户主'] }],
  ['李四(小)', { name: '李四', notes: ['小'], aliases: [] }],
  ['张三(智力残疾)', { name: '张三', notes: ['智力残疾'], aliases: [] }],
  ['张三(三组)', { name: '张三', notes: ['三组'], aliases: [] }],
  ['张三等5人', { name: '张三', notes: ['等5人'] }],
  ['张三(曾用名李四)', { name: '张三', aliases: ['李四'] }],
  ['张三曾用名：李四', { name: '张三', aliases: ['李四'] }],
  ['李四（小名阿狗）', { name: '李四', aliases: ['阿狗'] }],
  ['张三（张山）', { name: '张三', aliases: ['张山'] }],
  ['张三(总经理)', { name: '张三', title: '总经理', notes: [] }],
  ['陈女士', { name: '陈?', title: '女士', wildcard: true }],
  ['阿婆', { name: null, placeholder: true }],
  ['张三、李四', { name: '张三', others: ['李四'] }],
  ['张三/李四;王五', { name: '张三', others: ['李四', '王五'] }],
  ['张三\n李四', { name: '张三', others: ['李四'] }],
  ['张三 李四', { name: '张三', others: ['李四'] }],
  ['张三-李四', { name: '张三', others: ['李四'] }],
  ['张三之妻', { name: null, placeholder: true, others: ['张三'] }],
  ['张三母亲', { name: null, placeholder: true, others: ['张三'] }],
  ['张三婴儿', { name: null, placeholder: true, others: ['张三'] }],
  ['张三之弟李四', { name: '李四', placeholder: false, others: ['张三'] }],
  ['张三夫妇', { name: '张三', notes: ['夫妇'] }],
  ['无名氏', { name: null, placeholder: true }],
  ['', { name: null, placeholder: false }],
  ['徐?', { name: '徐?', wildcard: true }],
  ['张三(350589198001011234)', { name: '张三', notes: [], aliases: [] }],
];

describe('what stands beside the name', () => {
  it.each(PARTS)('%j', (raw, expected) => {
    expect(parsePersonName(raw)).toMatchObject(expected);
  });
});

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['张小明', '张*明'],
    ['欧阳靖宇', '欧阳**'],
    ['司马光', '司马*'],
    ['王𬭎', '王*'],
    ['张', '*'],
    ['', ''],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('names that a row may be found under', () => {
  it('are the other names of the person, and those of further persons in the cell', () => {
    expect(personNameAliases('王七七/赵八八')).toBe('赵八八');
    expect(personNameAliases('陈秀英(曾用名陈阿妹)')).toBe('陈阿妹');
  });

  it('are not those of kin whom the cell describes somebody by', () => {
    expect(personNameAliases('张三之弟李四')).toBeNull();
  });
});
