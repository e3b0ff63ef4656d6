import type { Bilingual } from '../model/bilingual.js';
import type { Standard, StandardRow } from './standard.js';

/** Areas that are named and have no rows, and areas that take over from each other in a circle. */
export function inheritanceProblems(rows: readonly StandardRow[], shown: string): readonly Bilingual[] {
  return rows.flatMap((row) => {
    if (row.inherits === null) return [];
    const chain = [row.county];
    for (let area: string | null = row.inherits; area !== null; area = parentOf(rows, area, row.scheme)) {
      if (chain.includes(area)) return [circle(shown, [...chain, area].join(' → '), row.scheme)];
      chain.push(area);
    }
    const named = row.inherits;
    const known = rows.some((one) => one.county === named && one.scheme === row.scheme);
    return known ? [] : [withoutStandard(shown, row, named)];
  });
}

function circle(shown: string, chain: string, scheme: string): Bilingual {
  return {
    zh: `${shown}：${chain} 互相沿用（${scheme}）`,
    en: `${shown}: ${chain} take over from each other (${scheme})`,
  };
}

function withoutStandard(shown: string, { county, scheme }: StandardRow, named: string): Bilingual {
  return {
    zh: `${shown}：${county} 沿用 ${named} 的标准，但 ${named} 没有 ${scheme} 标准`,
    en: `${shown}: ${county} inherits from ${named}, which has no ${scheme} standard`,
  };
}

function parentOf(rows: readonly StandardRow[], area: string, scheme: string): string | null {
  return (
    rows.find((row) => row.county === area && row.scheme === scheme && row.inherits !== null)?.inherits ??
    null
  );
}

/** Rows with amounts only: what a county takes over from day d on, up to its next own row. */
export function resolveInheritance(rows: readonly StandardRow[]): readonly Standard[] {
  return rows.flatMap((row) => (row.inherits === null ? ownStandard(row) : takenOver(rows, row)));
}

function ownStandard({ county, scheme, effectiveFrom, monthlyYuan }: StandardRow): readonly Standard[] {
  return monthlyYuan === null ? [] : [{ county, scheme, effectiveFrom, monthlyYuan }];
}

function takenOver(rows: readonly StandardRow[], row: StandardRow): readonly Standard[] {
  const until = rows
    .filter(
      (one) =>
        one.county === row.county && one.scheme === row.scheme && one.effectiveFrom > row.effectiveFrom,
    )
    .map(({ effectiveFrom }) => effectiveFrom)
    .sort()[0];
  const parents = rows.filter((one) => one.county === row.inherits && one.scheme === row.scheme);
  const standards = resolveAll(rows, parents).filter(
    (one) => until === undefined || one.effectiveFrom < until,
  );
  const before = standards.filter((one) => one.effectiveFrom <= row.effectiveFrom).slice(-1);
  const after = standards.filter((one) => one.effectiveFrom > row.effectiveFrom);
  return [...before, ...after].map((one) => ({
    county: row.county,
    scheme: row.scheme,
    effectiveFrom: one.effectiveFrom < row.effectiveFrom ? row.effectiveFrom : one.effectiveFrom,
    monthlyYuan: one.monthlyYuan,
    inheritedFrom: row.inherits ?? '',
  }));
}

/** A parent may itself take over; the circle was ruled out before. */
function resolveAll(rows: readonly StandardRow[], parents: readonly StandardRow[]): readonly Standard[] {
  return parents
    .flatMap((parent) => (parent.inherits === null ? ownStandard(parent) : takenOver(rows, parent)))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}
