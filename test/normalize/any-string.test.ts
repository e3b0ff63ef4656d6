import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VOCABULARIES } from '../../src/model/vocabularies.js';
import { CLEAN_AMOUNT, normalizeAmount } from '../../src/normalize/amount.js';
import { normalizeCategory } from '../../src/normalize/category.js';
import {
  CLEAN_CITIZEN_ID,
  isValidCitizenId,
  normalizeCitizenId,
  parseCitizenId,
} from '../../src/normalize/citizen-id.js';
import { CLEAN_DATE, CLEAN_MONTH, normalizeDate, normalizeMonth } from '../../src/normalize/date.js';
import { CLEAN_DISABILITY_NUMBER, normalizeDisabilityNumber } from '../../src/normalize/disability-number.js';
import {
  CLEAN_PERSON_NAME,
  normalizePersonName,
  parsePersonName,
  PLACEHOLDER_NAMES,
} from '../../src/normalize/person-name.js';
import { CLEAN_PHONE, normalizePhone } from '../../src/normalize/phone.js';
import { normalizeSex } from '../../src/normalize/sex.js';
import { normalizeText, safeText, toSimplified } from '../../src/normalize/text.js';

/** Text as cells hold it: pieces of real notation, joined at random, between arbitrary characters. */
const PIECES = Array.from(
  '张三王五欧阳秀英林氏阿布都热合曼已故户主()（）【】*×某等5人之妻、/,;.-·•　 \u200b\ufeffX0123456789年月日元万¥%+E"=\'Ａ１㈱①𠮷\ud842\ue816?□〓女士曾用名又名莹加王旁左右:：无不详零壹贰叁三百千亿角分整转86',
);
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3, unit: 'grapheme' })), {
      maxLength: 12,
    })
    .map((p) => p.join('')),
);

const NORMALISERS: Readonly<Record<string, (raw: string) => string | null>> = {
  normalizeText,
  normalizeCitizenId,
  normalizePersonName,
  normalizeDate,
  normalizeMonth,
  normalizeAmount,
  normalizePhone,
  normalizeSex,
  normalizeDisabilityNumber,
  normalizeCategory: (raw) => normalizeCategory(VOCABULARIES.assistedClass, raw),
  safeText,
  toSimplified,
};

describe.each(Object.entries(NORMALISERS))('%s', (_, normalise) => {
  it('gives a value or nothing for any string and is at rest after one pass', () => {
    fc.assert(
      fc.property(cell, (raw) => {
        const once = normalise(raw);
        expect(once === null ? null : normalise(once)).toBe(once);
      }),
      { numRuns: 4000 },
    );
  });
});

const CLEAN: Readonly<Record<string, readonly [string, (raw: string) => string | null]>> = {
  date: [CLEAN_DATE, normalizeDate],
  month: [CLEAN_MONTH, normalizeMonth],
  amount: [CLEAN_AMOUNT, normalizeAmount],
  phone: [CLEAN_PHONE, normalizePhone],
  'disability number': [CLEAN_DISABILITY_NUMBER, normalizeDisabilityNumber],
};

describe('a value that the SQL pattern accepts is its own canonical form', () => {
  it.each(Object.entries(CLEAN))('%s', (_, [pattern, normalise]) => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), (clean) => {
        expect(normalise(clean)).toBe(clean);
      }),
      { numRuns: 5000 },
    );
  });

  it('citizen ID, once date and check character hold', () => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(`^(?:${CLEAN_CITIZEN_ID})$`)), (shaped) => {
        expect(normalizeCitizenId(shaped)).toBe(isValidCitizenId(shaped) ? shaped : null);
      }),
      { numRuns: 5000 },
    );
  });

  it('person name, unless it holds a word that the normaliser knows', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((c) => String.fromCodePoint(c));
    const word = fc.constantFrom(
      ...'已故 户主 女士 先生 主任 曾用名 某 母亲 夫妇 女婴 孙女 之弟 之妻 之子 等人 不详 无名氏 婴儿 合计 三等五人 低保户 的 本人 同志 · 欧阳 外嫁 原名 宝宝'.split(
        ' ',
      ),
    );
    const name = fc
      .array(fc.oneof({ arbitrary: han, weight: 2 }, word), { minLength: 1, maxLength: 6 })
      .map((p) => p.join(''));
    const clean = new RegExp(`^(?:${CLEAN_PERSON_NAME})$`);
    const placeholder = new RegExp(PLACEHOLDER_NAMES);
    fc.assert(
      fc.property(name, (text) => {
        if (!clean.test(text) || placeholder.test(text)) return;
        expect(parsePersonName(text)).toEqual({
          name: text,
          notes: [],
          aliases: [],
          persons: [],
          others: [],
          wildcard: false,
          placeholder: false,
          title: null,
        });
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('parseCitizenId', () => {
  it('gives an ID exactly for valid and upgraded numbers and a key exactly for the rest', () => {
    fc.assert(
      fc.property(cell, (raw) => {
        const reading = parseCitizenId(raw);
        if (reading === null) return;
        const hasId = reading.kind === 'valid' || reading.kind === 'upgraded';
        expect(reading.id !== null).toBe(hasId);
        expect(reading.key === null).toBe(hasId);
        if (reading.id !== null) expect(isValidCitizenId(reading.id)).toBe(true);
      }),
      { numRuns: 4000 },
    );
  });
});
