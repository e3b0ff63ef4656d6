import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthDateOf,
  checkCharacter,
  isSocialCreditCode,
  isValidCitizenId,
  maskCitizenId,
  masksCompatible,
  parseCitizenId,
  repairCandidates,
  sexOf,
  upgrade15,
  type CitizenIdKind,
} from '../../src/normalize/citizen-id.js';

/** The standard's own samples (GB 11643-1999); region 350589 was never assigned. */
const X = '11010519491231002X';
const FOUR = '440524188001010014';

/** Check character by the definition of ISO 7064 MOD 11-2, computed from the left instead of by weights. */
function oracleCheck(first17: string): string {
  let p = 0;
  for (const digit of first17) p = ((p + Number(digit)) * 2) % 11;
  return '10X98765432'.charAt(p % 11);
}

const validId = fc
  .tuple(
    fc.constantFrom('350589', '350590', '350591', '810000', '820000', '830000'),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, day, sequence]) => {
    const first17 =
      region + day.toISOString().slice(0, 10).replaceAll('-', '') + String(sequence).padStart(3, '0');
    return first17 + oracleCheck(first17);
  });

const KINDS: readonly (readonly [CitizenIdKind, readonly (readonly [raw: string, value: string])[]])[] = [
  [
    'valid',
    [
      [X, X],
      [FOUR, FOUR],
      ['11010519491231002x', X],
      ['１１０１０５１９４９１２３１００２Ｘ', X],
      ['11010519491231002Х', X],
      ['11010519491231002χ', X],
      ['11010519491231002×', X],
      ['11010519491231002*', X],
      ['l1O105194912310O2X', X],
      ['44O524I88O01010014', FOUR],
      ['440S24l88001010014', FOUR],
      [` ${X}\t`, X],
      [`'${X}`, X],
      [`="${X}"`, X],
      ['110105 19491231 002X', X],
      ['110105-19491231-002X', X],
      [`残疾人证号：${X}11`, X],
      [`${X}11-B1`, X],
      [`${X}11B1（补）`, X],
      [`\u202D${X}\u202C`, X],
      [`\uFEFF${X}`, X],
      [`${FOUR}.0`, FOUR],
      ['440,524,188,001,010,014', FOUR],
      [`身份证号：${FOUR}`, FOUR],
      [`张三${X}`, X],
      [`${X}（已故）`, X],
      [`${FOUR}43`, FOUR],
      [`${FOUR}43B1`, FOUR],
      [`${X}/${X}`, X],
    ],
  ],
  [
    'upgraded',
    [
      ['110105491231002', X],
      ['440524800101001', '440524198001010013'],
      ['１１０１０５４９１２３１００２', X],
    ],
  ],
  [
    'masked',
    [
      ['350589********1234', '350589********1234'],
      ['3505**********1234', '3505**********1234'],
      ['350589＊＊＊＊＊＊＊＊1234', '350589********1234'],
      ['350589xxxxxxxx1234', '350589********1234'],
      ['350589XXXXXXXX123X', '350589********123X'],
      ['350589●●●●●●●●1234', '350589********1234'],
      ['350589########1234', '350589********1234'],
      ['110************001X', '110***********001X'],
      ['3505***1234', '3505**********1234'],
      ['35058919800101****', '35058919800101****'],
      ['350589*****1234', '350589*****1234'],
      ['350589------1234', '350589********1234'],
      ['350589________1234', '350589********1234'],
      ['350589........1234', '350589********1234'],
      ['350589********1234(已故)', '350589********1234'],
    ],
  ],
  [
    'truncated',
    [
      ['350589198001011000', '350589198001011'],
      ['350589198001011', '350589198001011'],
    ],
  ],
  [
    'scientific',
    [
      ['3.50583E+17', '350583'],
      ['3.50583198001011E+17', '350583198001011'],
      ['3.50583198001011e17', '350583198001011'],
    ],
  ],
  [
    'other_document',
    [
      ['H12345678', 'H12345678'],
      ['M1234567890', 'M1234567890'],
      ['12345678', '12345678'],
      ['e12345678', 'E12345678'],
      ['USA123456789012', 'USA123456789012'],
      ['1234567890(B)', '1234567890(B)'],
      ['A123456(7)', 'A123456(7)'],
      ['1/123456/7', '1/123456/7'],
      ['EA1234567', 'EA1234567'],
      ['91350200M0001234XX', '91350200M0001234XX'],
      ['军字第1234567号', '军字第1234567号'],
    ],
  ],
  [
    'invalid',
    [
      ['440524188001010015', '440524188001010015'],
      // Letters for digits are read only where the check character then holds, and only a few of them.
      ['44O524188001010015', '44O524188001010015'],
      ['44O524I88OO1010014', '44O524I88OO1010014'],
      // The print of a 64-bit float, and a slip that happens to look like one: nobody can tell them apart.
      ['350589198001011260', '350589198001011260'],
      ['350589198001011264', '350589198001011264'],
      ['44052418800101001', '44052418800101001'],
      ['4405241880010100144', '4405241880010100144'],
      ['440524188013010014', '440524188013010014'],
      // Passes the check of a credit code, but has no province where that has one.
      ['350589195613321040', '350589195613321040'],
      [`${X}/${FOUR}`, `${X}/${FOUR}`],
      ['19800101', '19800101'],
      ['35058919', '35058919'],
      ['办理中', '办理中'],
    ],
  ],
];

describe.each(KINDS)('kind %s', (kind, rows) => {
  it.each(rows)('%j → %s', (raw, value) => {
    const reading = parseCitizenId(raw);
    expect(reading?.kind).toBe(kind);
    expect(reading?.id ?? reading?.key).toBe(value);
  });
});

describe('a cell that holds nothing', () => {
  it.each(['', ' ', '-', '/', '无', '不详', 'NULL', '#N/A', '0', '***', '？'])('%j', (raw) => {
    expect(parseCitizenId(raw)).toBeNull();
  });
});

describe('isValidCitizenId', () => {
  it.each([
    ['residents of Hong Kong, Macao and Taiwan', '810000'],
    ['a foreigner’s permanent residence', '911840'],
    ['a region that is in no list', '440401'],
  ])('takes %s', (_, region) => {
    const first17 = `${region}19800101001`;
    expect(isValidCitizenId(first17 + oracleCheck(first17))).toBe(true);
  });

  it.each([
    ['29 February of a common year', '35058919010229001'],
    ['month 13', '35058919801301001'],
    ['a year before 1800', '35058917991231001'],
    ['a region that begins with 0', '05058919800101001'],
  ])('refuses %s', (_, first17) => {
    expect(isValidCitizenId(first17 + oracleCheck(first17))).toBe(false);
  });

  it('agrees with the definition of the check character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), (first17) => {
        expect(checkCharacter(first17)).toBe(oracleCheck(first17));
      }),
    );
  });

  it('catches every replaced character and every swap of neighbours', () => {
    fc.assert(
      fc.property(validId, fc.nat(17), fc.constantFrom(...'0123456789'), (id, place, digit) => {
        const replaced = id.slice(0, place) + digit + id.slice(place + 1);
        if (replaced !== id) expect(isValidCitizenId(replaced)).toBe(false);
        const swapped =
          id.slice(0, place) + id.slice(place + 1, place + 2) + id.charAt(place) + id.slice(place + 2);
        if (swapped !== id && place < 17) expect(isValidCitizenId(swapped)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('upgrade15', () => {
  it('gives people with sequence 996 to 999 the nineteenth century', () => {
    expect(upgrade15('110105491231996')?.slice(6, 10)).toBe('1849');
    expect(upgrade15('110105491231995')?.slice(6, 10)).toBe('1949');
  });

  it.each(['110105491331002', '11010549123100', '11010549123100X', '010105491231002'])(
    'refuses %s',
    (value) => {
      expect(upgrade15(value)).toBeNull();
    },
  );
});

describe('what an ID says', () => {
  it('birth date and sex', () => {
    expect([birthDateOf(X), sexOf(X)]).toEqual(['1949-12-31', 'F']);
    expect([birthDateOf(FOUR), sexOf(FOUR)]).toEqual(['1880-01-01', 'M']);
  });
});

describe('repairCandidates', () => {
  it('holds the true number after one slip', () => {
    fc.assert(
      fc.property(validId, fc.nat(16), fc.constantFrom(...'0123456789'), (id, place, digit) => {
        const replaced = id.slice(0, place) + digit + id.slice(place + 1);
        const swapped = id.slice(0, place) + id.charAt(place + 1) + id.charAt(place) + id.slice(place + 2);
        const dropped = id.slice(0, place) + id.slice(place + 1);
        const doubled = id.slice(0, place + 1) + id.slice(place);
        for (const slip of [replaced, swapped, dropped, doubled].filter(
          (text) => text !== id && /^\d+X?$/.test(text),
        )) {
          expect(repairCandidates(slip)).toContain(id);
        }
      }),
    );
  });

  it('are valid, sorted and few', () => {
    const candidates = repairCandidates('440524188001010015');
    expect(candidates.every(isValidCitizenId)).toBe(true);
    expect(candidates).toEqual([...candidates].sort());
    expect(candidates.length).toBeLessThan(20);
  });

  it.each(['', '123', 'ABC', FOUR.slice(0, 16), '张三'])('of %j are none', (text) => {
    expect(repairCandidates(text)).toEqual([]);
  });
});

describe('masksCompatible', () => {
  it.each([
    ['350589********1234', '350589198001011234', true],
    ['350589********1234', '3505**********1234', true],
    ['350589********1234', '350589198001011235', false],
    ['350589********1234', '350590198001011234', false],
    ['110105*****1002', '11010519491231002X', true],
    ['350589*****1234', '350589198001011234', true],
    ['110105491231***', '11010519491231002X', true],
    ['110105501231***', '11010519491231002X', false],
    ['350589', '350589198001011234', false],
    ['', '', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(masksCompatible(a, b)).toBe(expected);
    expect(masksCompatible(b, a)).toBe(expected);
  });

  it('holds between a number and each of its masks', () => {
    fc.assert(
      fc.property(validId, fc.uniqueArray(fc.nat(17), { maxLength: 14 }), (id, hidden) => {
        const mask = Array.from(id, (c, i) => (hidden.includes(i) ? '*' : c)).join('');
        expect(masksCompatible(id, mask)).toBe(true);
      }),
    );
  });
});

describe('maskCitizenId', () => {
  it.each([
    [X, '110105********002X'],
    ['110105491231002', '110105******002'],
    ['H12345678', 'H1*****78'],
    ['1234', '****'],
    ['', ''],
  ])('%s → %s', (id, masked) => {
    expect(maskCitizenId(id)).toBe(masked);
  });
});

describe('isSocialCreditCode', () => {
  it('knows a code by its check character', () => {
    expect(isSocialCreditCode('91350100M000100Y43')).toBe(true);
    expect(isSocialCreditCode('91350100M000100Y44')).toBe(false);
    expect(isSocialCreditCode(FOUR)).toBe(false);
  });
});
