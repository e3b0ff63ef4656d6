import { createRandom, type Random } from './random.js';
import { loadTable } from './tables.js';

/**
 * The counties are invented, and so are their region codes: GB/T 2260 never assigned 350589 to 350592 (nor the codes
 * in `BIRTHPLACES`), so no number that starts with one of them was ever issued.
 */
export const COUNTIES = [
  { name: '南屏县', region: '350589' },
  { name: '北溪县', region: '350590' },
  { name: '东浦区', region: '350591' },
  { name: '西洋市', region: '350592' },
] as const;

/** Where residents were first registered, never updated: prefectures abolished in 1985, neighbours, far provinces. */
export const BIRTHPLACES = {
  abolishedPrefecture: ['352488', '352489'],
  otherProvinces: ['360988', '430988', '520388', '421188'],
} as const;

export interface Village {
  readonly county: string;
  readonly region: string;
  readonly town: string;
  readonly village: string;
  /** 15 digits: county, town, village, serial number of the grid; opaque to the program. */
  readonly grids: readonly string[];
}

interface TownRequest {
  readonly county: (typeof COUNTIES)[number];
  readonly town: string;
  readonly townCode: string;
  readonly villages: number;
}

/** Villages of the first counties; about 130 residents are meant for each grid. */
export function buildVillages(seed: number, counties: number, residents: number): readonly Village[] {
  const random = createRandom(seed, 'places');
  const rows = loadTable('places.txt');
  const words = (kind: string): string[] => rows.filter(([key]) => key === kind).map(([, text = '']) => text).join(' ').split(' ');
  const townLists = rows.filter(([key]) => key === 'towns').map(([, text = '']) => text.split(' '));
  const perVillage = Math.max(150, Math.min(1200, Math.round(residents / 140)));
  const towns = townLists.slice(0, counties);
  const townCount = towns.reduce((sum, list) => sum + list.length, 0);
  const villagesPerTown = Math.max(2, Math.min(22, Math.round(residents / townCount / perVillage)));
  const gridsPerVillage = Math.max(1, Math.round(residents / (townCount * villagesPerTown) / 130));
  const villages: Village[] = [];
  for (const [countyIndex, list] of towns.entries()) {
    const county = COUNTIES[countyIndex];
    if (county === undefined) throw new RangeError(`at most ${COUNTIES.length} counties`);
    for (const [townIndex, town] of list.entries()) {
      const townCode = String(town.endsWith('街道') ? 1 + townIndex : 100 + townIndex).padStart(3, '0');
      const request = { county, town, townCode, villages: villagesPerTown };
      villages.push(...buildTown(random, request, { first: words('first'), second: words('second'), grids: gridsPerVillage }));
    }
  }
  return villages;
}

interface VillageWords {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly grids: number;
}

function buildTown(random: Random, request: TownRequest, words: VillageWords): readonly Village[] {
  const names = new Set<string>();
  while (names.size < request.villages) {
    const [first, second] = [random.pick(words.first), random.pick(words.second)];
    if (first !== second) names.add(first + second);
  }
  const community = request.town.endsWith('街道');
  return [...names].map((name, index) => {
    const code = `${request.county.region}${request.townCode}${String((community ? 0 : 200) + index + 1).padStart(3, '0')}`;
    return {
      county: request.county.name,
      region: request.county.region,
      town: request.town,
      village: name + (community ? '社区' : '村'),
      grids: Array.from({ length: words.grids }, (_, grid) => `${code}${String(grid + 1).padStart(3, '0')}`),
    };
  });
}
