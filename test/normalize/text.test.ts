import { describe, expect, it } from 'vitest';
import {
  codePoints,
  foldWidth,
  mapPrivateUse,
  normalizeText,
  safeText,
  toSimplified,
} from '../../src/normalize/text.js';

describe('normalizeText', () => {
  it.each([
    ['　福建省　南安市 ', '福建省 南安市'],
    ['ＡＢＣ１２３（）', 'ABC123()'],
    ['张\u200B三\uFEFF', '张三'],
    ['张\u202E三', '张三'],
    ['a\u0000b\u0007c', 'abc'],
    ['一\t二\r\n三', '一 二 三'],
    ['e\u0301', 'é'],
    ['\u2F2C', '屮'],
    ['⻓', '长'],
    ['\uF900', '豈'],
    ['林\uE863', '林䶮'],
    ['a\uD800b', 'a\uFFFDb'],
    ['-', '-'],
  ])('%j → %j', (raw, text) => {
    expect(normalizeText(raw)).toBe(text);
  });

  it.each(['', ' ', '　', '\u200B', '\r\n'])('%j is nothing', (raw) => {
    expect(normalizeText(raw)).toBeNull();
  });
});

describe('safeText', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', 'red'],
    ['\u001B]8;;http://x\u0007link\u001B]8;;\u0007', 'link'],
    ['abc\rdef', 'abc def'],
    ['abc\bdef', 'abcdef'],
    ['\u202Etxt.exe', 'txt.exe'],
    ['a\u2066b\u2069', 'ab'],
    ['line\nbreak', 'line break'],
    ['\uDC00', '\uFFFD'],
    ['张三（已故）', '张三（已故）'],
  ])('%j → %j', (raw, text) => {
    expect(safeText(raw)).toBe(text);
  });
});

describe('characters', () => {
  it('are counted by code point', () => {
    expect(codePoints('王𬭎')).toEqual(['王', '𬭎']);
  });

  it('of GBK private use become the standard ones', () => {
    expect(mapPrivateUse('\uE815\uE816\uE864')).toBe('⺁𠂇龻');
    expect(mapPrivateUse('\uE000')).toBe('\uE000');
  });

  it('keep their meaning in another width', () => {
    expect(foldWidth('！～￥　')).toBe('!~¥ ');
  });

  it.each([
    ['陳秀蘭', '陈秀兰'],
    ['於', '于'],
    ['蕭', '萧'],
    ['羣峯', '群峰'],
    ['陈', '陈'],
  ])('%s has the simplified key %s', (text, key) => {
    expect(toSimplified(text)).toBe(key);
  });
});
