import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from '../../src/followup/csv-line.js';

/** Few letters, many marks: what has to be quoted or disarmed comes up often. */
const cells = fc.array(
  fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",\' ；＝＋－＠张1') }),
    fc.string({ unit: 'binary' }),
  ),
  { minLength: 1, maxLength: 6 },
);

describe('a line of a worklist', () => {
  it('is what csv-stringify makes of the same cells, a lone line feed quoted too', () => {
    fc.assert(
      fc.property(cells, (values) => {
        const whole = stringify([values], {
          record_delimiter: 'windows',
          quote_record_delimiter: true,
          escape_formulas: true,
        });
        expect(csvLine(values)).toBe(whole);
      }),
    );
  });

  it.each([
    ['a plain cell', '低保 南屏县', '低保 南屏县'],
    ['nothing', '', ''],
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'a"b', '"a""b"'],
    ['a line end', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a wide formula', '＝1', "'＝1"],
  ])('shows %s', (_name, value, shown) => {
    expect(csvCell(value)).toBe(shown);
  });
});
