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
    ['person_name', '徐(莹加王旁)', '徐?'],
    ['person_name', '张三（已故）', '张三'],
    ['person_name', '张三之子', null],
    ['citizen_id', '440524800101001', '440524198001010013'],
    ['citizen_id', '4405**********0014', '4405**********0014'],
    ['citizen_id', '350589200101011000', '350589200101011***'],
    ['citizen_id', '3.50589200101011E+17', '350589200101011***'],
    ['citizen_id', '3.50589E+17', null],
    ['citizen_id', '44052418800101001443B1', '440524188001010014'],
    ['citizen_id', '无', null],
  ])('%s %s → %s', (kind, raw, cleaned) => {
    expect(cleanField(kind, raw)).toBe(cleaned);
  });

  const patterned = FIELD_KINDS.filter((kind) => CLEAN_PATTERNS[kind] !== null);
  it.each(patterned)('leaves alone what the pattern of %s accepts', (kind) => {
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
