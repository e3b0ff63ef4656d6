import { levelCase, type ComparisonKind } from './comparison-kind.js';

/**
 * Place from the finest part that both sides know: same house (village and number); same village, another house; same village (a house unknown); same town (village unknown); same town, other
 * village; same county (town unknown); same county, other town; other county.
 */
export const placeLevel: ComparisonKind = {
  levels: [
    'house',
    'village',
    'other_house',
    'town',
    'town_other_village',
    'county',
    'county_other_town',
    'different',
  ],
  levelSql(l, r) {
    const same = (part: string): string => `${l}.${part}_no = ${r}.${part}_no`;
    const unknown = (part: string): string => `(${l}.${part}_no IS NULL OR ${r}.${part}_no IS NULL)`;
    const otherCounty = `coalesce(${l}.county_no <> ${r}.county_no, false)`;
    const sameVillage = `${same('village')} AND (${same('town')} OR ${unknown('town')}) AND NOT ${otherCounty}`;
    return levelCase(`${unknown('town')} AND ${unknown('county')}`, [
      `${sameVillage} AND ${sameHouse(l, r)}`,
      `${sameVillage} AND (${l}.house IS NULL OR ${r}.house IS NULL)`,
      sameVillage,
      `${same('town')} AND ${unknown('village')} AND NOT ${otherCounty}`,
      `${same('town')} AND NOT ${otherCounty}`,
      `${same('county')} AND ${unknown('town')}`,
      `NOT ${otherCounty}`,
    ]);
  },
};

/** Houses are number × 10000 + room; a room counts where both sides name one. */
function sameHouse(l: string, r: string): string {
  return `${l}.house // 10000 = ${r}.house // 10000 AND (${l}.house % 10000 = ${r}.house % 10000 OR least(${l}.house % 10000, ${r}.house % 10000) = 0)`;
}
