import { describe, expect, it } from 'vitest';
import { parseStandards } from '../../src/config/standards.js';

const HEADER = 'county,scheme,effective_from,monthly_yuan,inherits\n';

function rows(...lines: readonly string[]): readonly (readonly [string, string, number])[] {
  return parseStandards(`${HEADER}${lines.join('\n')}\n`, 'standards.csv').map(
    ({ county, effectiveFrom, monthlyYuan }) => [county, effectiveFrom, monthlyYuan] as const,
  );
}

describe('a county that takes over a standard', () => {
  it('has that of the named area, later rises included', () => {
    expect(
      rows('福建省,dibao,2025-01-01,800,', '福建省,dibao,2026-07-01,850,', '甲县,dibao,2026-01-01,,福建省'),
    ).toEqual([
      ['福建省', '2025-01-01', 800],
      ['福建省', '2026-07-01', 850],
      ['甲县', '2026-01-01', 800],
      ['甲县', '2026-07-01', 850],
    ]);
  });

  it('keeps its own once it states one', () => {
    const own = rows(
      '福建省,dibao,2025-01-01,800,',
      '福建省,dibao,2026-07-01,850,',
      '甲县,dibao,2025-06-01,,福建省',
      '甲县,dibao,2026-01-01,900,',
    );
    expect(own.filter(([county]) => county === '甲县')).toEqual([
      ['甲县', '2025-06-01', 800],
      ['甲县', '2026-01-01', 900],
    ]);
  });

  it('may take over through an area that takes over itself', () => {
    const chain = rows(
      '福建省,dibao,2025-01-01,800,',
      '某市,dibao,2025-01-01,,福建省',
      '甲县,dibao,2026-01-01,,某市',
    );
    expect(chain.filter(([county]) => county === '甲县')).toEqual([['甲县', '2026-01-01', 800]]);
  });

  it('takes over nothing unless a row says so', () => {
    expect(rows('福建省,dibao,2025-01-01,800,').map(([county]) => county)).toEqual(['福建省']);
  });

  it.each([
    ['from an area without a standard', ['甲县,dibao,2026-01-01,,福建省'], 'inherits from 福建省'],
    [
      'for another scheme only',
      ['福建省,tekun,2026-01-01,2000,', '甲县,dibao,2026-01-01,,福建省'],
      'no dibao standard',
    ],
    [
      'in a circle',
      ['甲县,dibao,2026-01-01,,乙县', '乙县,dibao,2026-01-01,,甲县'],
      'take over from each other',
    ],
    [
      'and states an amount too',
      ['福建省,dibao,2025-01-01,800,', '甲县,dibao,2026-01-01,900,福建省'],
      'states no amount of its own',
    ],
  ])('is refused %s', (_, lines, message) => {
    expect(() => rows(...lines)).toThrow(message);
  });
});
