import { levelCase, type ComparisonKind } from './comparison-kind.js';

/**
 * Place from the finest part that both sides know: same village; same town (village unknown); same town, other
 * village; same county (town unknown); same county, other town; other county.
 */
export const placeLevel: ComparisonKind = {
  levels: ['village', 'town', 'town_other_village', 'county', 'county_other_town', 'different'],
  levelSql(l, r) {
    const same = (part: string): string => `${l}.${part}_no = ${r}.${part}_no`;
    const unknown = (part: string): string => `(${l}.${part}_no IS NULL OR ${r}.${part}_no IS NULL)`;
    const otherCounty = `coalesce(${l}.county_no <> ${r}.county_no, false)`;
    return levelCase(`${unknown('town')} AND ${unknown('county')}`, [
      `${same('village')} AND (${same('town')} OR ${unknown('town')}) AND NOT ${otherCounty}`,
      `${same('town')} AND ${unknown('village')} AND NOT ${otherCounty}`,
      `${same('town')} AND NOT ${otherCounty}`,
      `${same('county')} AND ${unknown('town')}`,
      `NOT ${otherCounty}`,
    ]);
  },
};
