import { bothSides, levelCase, type ComparisonKind } from './comparison-kind.js';

/**
 * Place from the finest part that both sides know: same house (village and number); same village (a house unknown); same
 * village, another house; same town (village unknown); same town, other village; same county (town unknown); same
 * county, other town; other county.
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
  levelSql: (l, r) =>
    placeCase(
      (part) => (part === 'house' ? sameHouse(l, r) : `${l}.${part}_no = ${r}.${part}_no`),
      (part) => {
        const column = part === 'house' ? part : `${part}_no`;
        return `(${l}.${column} IS NULL OR ${r}.${column} IS NULL)`;
      },
    ),
  hint: {
    tests: {
      house: bothSides('house // 10000'),
      village: bothSides('village_no'),
      town: bothSides('town_no'),
      county: bothSides('county_no'),
    },
    sql: (same, known) => placeCase(same, (part) => `NOT ${known(part)}`),
  },
};

function placeCase(same: (part: string) => string, unknown: (part: string) => string): string {
  const oneCounty = `(${unknown('county')} OR ${same('county')})`;
  const sameVillage = `${same('village')} AND (${same('town')} OR ${unknown('town')}) AND ${oneCounty}`;
  return levelCase(`${unknown('town')} AND ${unknown('county')}`, [
    `${sameVillage} AND ${same('house')}`,
    `${sameVillage} AND ${unknown('house')}`,
    sameVillage,
    `${same('town')} AND ${unknown('village')} AND ${oneCounty}`,
    `${same('town')} AND ${oneCounty}`,
    `${same('county')} AND ${unknown('town')}`,
    oneCounty,
  ]);
}

/** Houses are number × 10000 + room; a room counts where both sides name one. */
function sameHouse(l: string, r: string): string {
  const [a, b] = [`${l}.house`, `${r}.house`];
  return `${a} // 10000 = ${b} // 10000 AND (${a} % 10000 = ${b} % 10000 OR least(${a} % 10000, ${b} % 10000) = 0)`;
}
