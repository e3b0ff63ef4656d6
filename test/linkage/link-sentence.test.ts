import { describe, expect, it } from 'vitest';
import { COMPARISON_KINDS } from '../../src/linkage/comparisons.js';
import { linkSentence } from '../../src/linkage/link-sentence.js';
import { shippedModel } from './linking.js';

describe('linkSentence', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['id=equal;name=exact', '身份证号一致；姓名一致', 'same ID number; same name'],
    [
      'name=homophone;id=missing;birth=equal;sex=equal;place=town;phone=missing;roster=free',
      '姓名同音；出生日期一致；性别一致；同乡镇（街道）',
      'names sound the same; same birth date; same sex; same town',
    ],
    ['record=equal', '两行内容相同', 'two rows with the same content'],
    ['through=person', '经同一人的其他记录关联', 'through other records of the same person'],
    ['', '', ''],
    ['age=near', 'age=near', 'age=near'],
  ];
  it.each(cases)('%s', (reason, zh, en) => {
    expect(linkSentence(reason)).toEqual({ zh, en });
  });

  it('quotes the names where they are given', () => {
    expect(linkSentence('id=equal;name=homophone', { left: '陈秀英', right: '陈秀瑛' }).zh).toBe(
      '身份证号一致；姓名同音（秀英/秀瑛）',
    );
  });

  it('has words for every level of every comparison of the shipped model', () => {
    const codes = shippedModel().comparisons.flatMap(({ name, kind }) =>
      (COMPARISON_KINDS[kind]?.levels ?? []).map((level) => `${name}=${level}`),
    );
    expect(codes.filter((code) => linkSentence(code).zh === code)).toEqual([]);
  });
});
