import { describe, expect, it } from 'vitest';
import { VOCABULARIES } from '../../src/model/vocabularies.js';
import { normalizeCategory } from '../../src/normalize/category.js';

const { assistanceStatus, assistedClass, disabilityLevel, disabilityType, insuranceType, scheme } =
  VOCABULARIES;

describe('assisted class of an insurer', () => {
  it.each([
    ['特困人员-7131', 'tekun'],
    ['特困人员', 'tekun'],
    ['低保中重残重病人员-7019', 'dibao'],
    ['民政城乡低保对象', 'dibao'],
    ['城乡孤儿-7041', 'orphan'],
    ['事实无人抚养儿童-7141', 'defacto_orphan'],
    ['城乡重度（1~2级）残疾人员-7069', 'severe_disability'],
    ['低保边缘户-7201', 'edge'],
    ['返贫致贫人口-7202', 'monitored'],
    ['脱贫不稳定户-7203', 'monitored'],
    ['在乡重点优抚对象-7052', 'veteran'],
    ['普通居民', 'none'],
    [' 特 困 人 员 ', 'tekun'],
    ['脱贫不稳定人口,脱贫人口低保对象', 'dibao'],
    ['边缘易致贫户', 'monitored'],
    ['残一级', 'severe_disability'],
    ['肇事肇祸精神病人', 'other'],
    ['在校大学生', 'none'],
    ['普通居民、低保对象', 'dibao'],
    ['其他；特困人员'.replace('；', ';'), 'tekun'],
    ['dibao', 'dibao'],
  ])('%s → %s', (raw, code) => {
    expect(normalizeCategory(assistedClass, raw)).toBe(code);
  });

  it.each(['', ' ', '甲类人员', '8888'])('%j is not guessed', (raw) => {
    expect(normalizeCategory(assistedClass, raw)).toBeNull();
  });

  it('asks the project first', () => {
    expect(normalizeCategory(assistedClass, '特困人员', { 特困人员: 'other' })).toBe('other');
    expect(normalizeCategory(assistedClass, '甲类 人员', { 甲类人员: 'dibao' })).toBe('dibao');
  });
});

describe('disability', () => {
  it.each(['1', '一级', '壹级', 'Ⅰ级', '1级', '肢体一级'])('%s is level 1', (raw) => {
    expect(normalizeCategory(disabilityLevel, raw)).toBe('1');
  });

  it('a type and a level in one cell are read by each vocabulary', () => {
    expect(normalizeCategory(disabilityType, '肢体二级')).toBe('4');
    expect(normalizeCategory(disabilityType, '05')).toBe('5');
    expect(normalizeCategory(disabilityType, '肢体、智力')).toBe('5');
    expect(normalizeCategory(disabilityLevel, '肢体二级')).toBe('2');
  });
});

it('every code and every label is its own canonical form', () => {
  for (const vocabulary of Object.values(VOCABULARIES)) {
    for (const code of Object.keys(vocabulary.codes)) expect(normalizeCategory(vocabulary, code)).toBe(code);
  }
});

it('dibao for one person is not dibao for a family', () => {
  expect(normalizeCategory(scheme, '农村低保')).toBe('dibao');
  expect(normalizeCategory(scheme, '单人户低保')).toBe('dibao_single');
});

describe('states and kinds that offices write', () => {
  it.each([
    ['渐退期', 'active'],
    ['在册', 'active'],
    ['已退出', 'ended'],
    ['停发待核', 'suspended'],
    ['审核中', 'pending'],
  ])('benefit %s → %s', (raw, code) => {
    expect(normalizeCategory(assistanceStatus, raw)).toBe(code);
  });

  it.each([
    ['分散供养', 'tekun'],
    ['高龄津贴', 'other'],
    ['残疾人护理补贴', 'disability_care'],
  ])('scheme %s → %s', (raw, code) => {
    expect(normalizeCategory(scheme, raw)).toBe(code);
  });

  it.each([
    ['灵活就业人员', 'employee'],
    ['392', 'resident'],
  ])('insurance %s → %s', (raw, code) => {
    expect(normalizeCategory(insuranceType, raw)).toBe(code);
  });
});
