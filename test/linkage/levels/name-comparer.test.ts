import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNameKnowledge, buildNamesCompatible } from '../../../src/linkage/levels/name-comparer.js';
import {
  COMPATIBLE_UNDER_SAME_ID,
  LIKELY_UNDER_SAME_ID,
  NAME_LEVELS,
  type NameLevel,
} from '../../../src/linkage/levels/name-levels.js';
import { loadNameTables } from '../../../src/linkage/levels/name-tables.js';

const tables = loadNameTables('data/reference');
const { compare, marks, pinyinKey, pinyinKeys } = buildNameKnowledge(tables);

const TABLE: readonly (readonly [NameLevel, readonly (readonly [string, string])[]])[] = [
  [
    'exact',
    [
      ['陈秀英', '陈秀英'],
      ['JOHN SMITH', 'JOHN SMITH'],
    ],
  ],
  [
    'variant',
    [
      ['陈秀英', '陳秀英'],
      ['肖红', '萧红'],
      ['付强', '傅强'],
      ['闫丽', '阎丽'],
      ['邱明', '丘明'],
      ['戴春', '代春'],
      ['余强', '于强'],
      ['詹国', '占国'],
      ['蓝秀', '兰秀'],
      ['於文霞', '于文霞'],
      ['阿布都·热合曼', '阿布都热合曼'],
      ['欧阳国强', '歐陽國強'],
      ['JOHN SMITH', 'SMITH JOHN'],
      ['JOHN SMITH', 'JOHNSMITH'],
      ['ANA MARIA ANA', 'ANA ANA MARIA'],
    ],
  ],
  [
    'homophone',
    [
      ['陈秀英', '陈秀瑛'],
      ['陈秀英', '陈绣英'],
      ['李建国', '李健国'],
      ['王伟', '王玮'],
      ['单红', '单宏'],
      ['阿布都·热合曼', '阿卜杜·热合曼'],
      ['CHEN XIUYING', '陈秀英'],
      ['XIUYING CHEN', '陈秀英'],
    ],
  ],
  [
    'wildcard',
    [
      ['徐?', '徐莹'],
      ['张?英', '张秀英'],
      ['张?', '张秀英'],
      ['王WEI', '王伟'],
      ['欧阳??', '欧阳靖宇'],
    ],
  ],
  [
    'near_sound',
    [
      ['陈秀英', '程秀英'],
      ['林新', '林兴'],
      ['黄英', '方英'],
      ['林宁', '林玲'],
      ['林志', '林字'],
      ['李英', '黎瑛'],
    ],
  ],
  [
    'shape',
    [
      ['陈末', '陈未'],
      ['王治国', '王冶国'],
      ['李丽芬', '李丽芳'],
      ['李海甫', '李海浦'],
      ['林玉', '林王'],
    ],
  ],
  [
    'edit_one',
    [
      ['陈伟', '陈伟明'],
      ['陈秀英', '陈英秀'],
      ['林氏', '张林氏'],
      ['阿布都·热合曼', '阿布都·热合曼·买买提'],
    ],
  ],
  [
    'transliteration',
    [
      ['平措旺堆', '彭措旺堆'],
      ['多吉', '多杰'],
      ['平措', '彭措'],
      ['强巴米玛', '向巴米玛'],
      ['吐尔逊·阿里木', '图尔孙阿力木'],
      ['努尔古丽·依明', '努热古力·伊敏'],
    ],
  ],
  [
    'part',
    [
      ['热依汗', '热依汗·玉素甫'],
      ['热依汗', '热依汗玉素甫'],
      ['玉苏甫', '玉素甫司马义'],
      ['阿依先木', '阿依夏木·阿卜杜热合曼'],
    ],
  ],
  [
    'sibling',
    [
      // A rare surname spells no sound.
      ['戚建国', '戚金国'],
      ['陈建国', '陈建军'],
      ['陈秀英', '陈美英'],
      ['欧阳建国', '欧阳建军'],
      ['肖建国', '萧建军'],
    ],
  ],
  [
    'surname',
    [
      ['王伟', '王芳'],
      ['尼玛丹增', '尼玛多吉'],
      ['陈秀英', '陈国强'],
      ['王WEI', '王强'],
    ],
  ],
  [
    'different',
    [
      ['陈秀英', '林秀英'],
      ['陈秀英', '林建国'],
      ['陈?', '林?'],
      ['', '陈'],
      ['', ''],
      ['ANN ANN ANN', 'BOB ANN ANN'],
    ],
  ],
];

describe.each(TABLE)('level %s', (level, pairs) => {
  it.each(pairs)('%s · %s', (a, b) => {
    expect(compare(a, b).level).toBe(level);
    expect(compare(b, a).level).toBe(level);
  });
});

describe('compare', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc
      .array(fc.constantFrom(...Array.from('陈林欧阳秀英瑛建国健?·𬭎AWEI ')), { maxLength: 6 })
      .map((parts) => parts.join('')),
  );

  it('takes any two strings, in either order alike', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const { level } = compare(a, b);
        expect(NAME_LEVELS).toContain(level);
        expect(compare(b, a).level).toBe(level);
      }),
      { numRuns: 5000 },
    );
  });

  it('is exact for one text only', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compare(a, b).level === 'exact').toBe(a === b && a !== '');
      }),
      { numRuns: 5000 },
    );
  });

  it('says why in words for a caseworker', () => {
    expect(compare('陈秀英', '陈秀瑛').reason).toEqual({
      zh: '姓名同音（秀英/秀瑛）',
      en: 'names sound the same (秀英/秀瑛)',
    });
  });

  it('says plainly that names agree', () => {
    expect(compare('陈秀英', '陈秀英').reason.zh).toBe('姓名一致');
  });
});

describe('names under one valid ID', () => {
  const compatible = buildNamesCompatible(tables);

  it.each([
    ['陈秀英', '陈秀瑛', true],
    ['陈秀英', '陳秀英', true],
    ['徐?', '徐莹', true],
    ['陈秀英', '陈英秀', false],
    ['陈秀英', '陈秀兰', false],
    ['陈秀英', '林国强', false],
  ])('%s · %s → %s', (a, b, expected) => {
    expect(compatible(a, b)).toBe(expected);
  });

  it('sorts every level into certain, likely or conflict', () => {
    const conflict = NAME_LEVELS.filter(
      (level) => ![...COMPATIBLE_UNDER_SAME_ID, ...LIKELY_UNDER_SAME_ID].some((known) => known === level),
    );
    expect(conflict).toEqual(['sibling', 'surname', 'different']);
  });
});

describe('pinyin keys', () => {
  it.each([
    ['单田芳', 'shan tian fang'],
    ['仇英', 'qiu ying'],
    ['解珍', 'xie zhen'],
    ['曾乐', 'zeng le'],
    ['区丽', 'ou li'],
    ['朴英', 'piao ying'],
    ['查良镛', 'zha liang yong'],
    ['尉迟恭', 'yu chi gong'],
    ['万俟丽', 'mo qi li'],
    ['盖红', 'ge hong'],
    ['乐华', 'yue hua'],
    ['缪春', 'miao chun'],
    ['翟明', 'zhai ming'],
    ['召英', 'shao ying'],
    ['吕丽', 'lv li'],
    ['王𬭎', 'wang hong'],
    ['阿布都·热合曼', 'a bu du re he man'],
    ['陈?英', 'chen ? ying'],
  ])('%s is read %s', (name, key) => {
    expect(pinyinKey(name)).toBe(key);
  });

  it('begin with the usual reading and hold the others', () => {
    expect(pinyinKeys('乐行')).toEqual(['yue xing', 'yue hang', 'le xing', 'le hang']);
  });

  it('meet for every two names of one sound', () => {
    expect(pinyinKey('陈秀英')).toBe(pinyinKey('陈绣瑛'));
  });

  it('are never more than sixteen and take any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const keys = pinyinKeys(text);
        expect(keys.length).toBeLessThanOrEqual(16);
        expect(keys[0]).toBe(pinyinKey(text));
      }),
    );
  });
});

describe('marks of names', () => {
  const meet = (a: string, b: string): boolean => (BigInt(marks(a)) & BigInt(marks(b))) !== 0n;

  it('meet for all names of the table that are not different', () => {
    for (const [level, pairs] of TABLE)
      if (level !== 'different') for (const [a, b] of pairs) expect([a, b, meet(a, b)]).toEqual([a, b, true]);
  });

  it('part most names that are', () => {
    const names = ['陈秀英', '林国明', '黄建平', '吴水金', '郑美华', '许志文', '蔡福来', '叶玉珍'];
    const parted = names.flatMap((a, i) => names.slice(i + 1).map((b) => !meet(a, b)));
    expect(parted.filter(Boolean).length).toBeGreaterThan(parted.length / 2);
  });

  it('never part names that are anything but different', () => {
    const name = fc
      .array(fc.constantFrom(...Array.from('陈程林肖萧欧阳秀绣英瑛莺建健国郭?·𬭎AWEI ')), { maxLength: 5 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(name, name, (a, b) => meet(a, b) || a === b || compare(a, b).level === 'different'),
      { numRuns: 20_000 },
    );
  });
});
