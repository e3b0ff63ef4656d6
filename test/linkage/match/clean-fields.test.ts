import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAN_PATTERNS, cleanField } from '../../../src/linkage/match/clean-fields.js';
import { FIELD_KINDS, type FieldKind } from '../../../src/linkage/match/match-model.js';

describe('cleanField', () => {
  it.each<[FieldKind, string, string | null]>([
    ['text', '  St.  James ', 'st james'],
    ['name', "O'Brien", 'obrien'],
    ['name', '张 三', '张三'],
    ['address', '12/4 High-Street', '12 4 high street'],
    ['id', '3505 8919 8001 0112 3x', '35058919800101123x'],
    ['phone', '+61 (2) 5550-1234', '61255501234'],
    ['date', '1998-03-07', '19980307'],
    ['date', '1998年3月7日', '19980307'],
    ['date', '19980739', '19980739'],
    ['number', '007', '7'],
    ['number', '1,250.50', '1250.5'],
    ['category', 'N/A', null],
    ['text', '无', null],
    ['name', '—', null],
  ])('%s %s → %s', (kind, raw, cleaned) => {
    expect(cleanField(kind, raw)).toBe(cleaned);
  });

  it.each(FIELD_KINDS)('leaves alone what the pattern of %s accepts', (kind) => {
    const pattern = new RegExp(`^(?:${CLEAN_PATTERNS[kind]})$`);
    fc.assert(
      fc.property(fc.stringMatching(pattern), (value) => {
        expect(cleanField(kind, value)).toBe(value);
      }),
    );
  });

  it.each(FIELD_KINDS)('cleaning %s twice is cleaning once, for any text', (kind) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const once = cleanField(kind, raw);
        if (once !== null) expect(cleanField(kind, once) ?? once).toBe(once);
      }),
    );
  });
});
