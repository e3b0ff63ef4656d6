import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFields } from '../../src/ingest/split-fields.js';

describe('splitFields', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",c', ['say "hi"', 'c']],
    ['a,,', ['a', '', '']],
    ['a,"b\nc"', ['a', 'b\nc']],
    ['a"b,c', ['a"b', 'c']],
    ['a, "b,c" ,d', ['a', 'b,c', 'd']],
  ])('splits %j', (line, fields) => {
    expect(splitFields(line, ',')).toMatchObject({ fields, state: 'closed' });
  });

  it('says where a quote stays open', () => {
    expect(splitFields('a,"b,c', ',')).toMatchObject({ fields: ['a', 'b,c'], state: 'open' });
  });

  it('says where something follows a closing quote', () => {
    expect(splitFields('a,"b"c,d', ',')).toMatchObject({ fields: ['a', 'b'], state: 'torn' });
  });

  it('reads what csv-parse reads, or one of them refuses', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '张', ',', '"'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(line, (value) => {
        const ours = splitFields(value, ',');
        let theirs: readonly string[][];
        try {
          theirs = parse(value, { relax_column_count: true });
        } catch {
          return;
        }
        if (ours.state === 'closed') expect([ours.fields]).toEqual(theirs);
      }),
      { numRuns: 2000 },
    );
  });
});
