/**
 * Provinces, prefectures and counties since 1981 with their successors (yescallop/areacodes, CC0), and towns and
 * villages where the project knows them.
 */
export interface Region {
  readonly code: string;
  readonly province: string;
  /** Prefecture; null under a municipality and for a province itself. */
  readonly city: string | null;
  readonly name: string;
  readonly level: 'province' | 'city' | 'county';
  readonly live: boolean;
  /** Codes that took over the whole place, newest first where one followed another. */
  readonly successors: readonly string[];
}

/** A town or village that the project knows, by the county's code. */
export interface KnownPlace {
  readonly county: string;
  readonly town: string;
  readonly village?: string;
}

export interface Gazetteer {
  /** Regions by written name (full and without suffix), live ones first. */
  readonly byName: ReadonlyMap<string, readonly Region[]>;
  readonly live: ReadonlyMap<string, Region>;
  readonly byCode: ReadonlyMap<string, Region>;
  /** Known towns by county code, longest first; empty where the project knows none. */
  readonly towns: ReadonlyMap<string, readonly string[]>;
  /** Two digits of the province that a bare county name is looked for in. */
  readonly home: string | null;
}

const LEVELS: Readonly<Record<string, Region['level']>> = { 省级: 'province', 地级: 'city', 县级: 'county' };
const PROVINCE_SUFFIX = /(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/;
const CITY_SUFFIX = /(?:市|地区|盟|(?:[一-鿿]{1,8}族)*自治州|行政区)$/;
const COUNTY_SUFFIX = /(?:(?:[一-鿿]{1,8}族)*自治县|各族自治县|自治旗|市辖区|林区|特区|新区|[市县区旗])$/;
const TOWN_SUFFIX = /(?:街道办事处|街道|民族乡|镇|乡)$/;

/** Functional zones that exports name in place of the county they coincide with; GB/T 2260 has no code for them. */
const ZONES: ReadonlyMap<string, string> = new Map([['350128', '平潭综合实验区']]);

/** The name without its suffix, null when less than two characters are left. */
function stem(name: string, level: Region['level']): string | null {
  const suffix = level === 'province' ? PROVINCE_SUFFIX : level === 'city' ? CITY_SUFFIX : COUNTY_SUFFIX;
  const short = name.replace(suffix, '');
  return short.length >= 2 && short !== name ? short : null;
}

/** Successors that took over the place as a whole carry no year; `350206[1987]` is a part given away earlier. */
function wholeSuccessors(cell: string): readonly string[] {
  return cell.split(';').filter((code) => /^\d{6}$/.test(code));
}

function parseRow(line: string): Region | null {
  const parts = /^(\d{6}),([^,]*),([^,]*),([^,]+),([^,]*),([^,]*),[^,]*,[^,]*,([^,]*)$/.exec(line);
  if (parts === null) return null;
  const [code, province, city, name, level, status, successors] = parts.slice(1) as [string, ...string[]];
  const known = LEVELS[level ?? ''];
  if (known === undefined) return null;
  return {
    code,
    province: province ?? '',
    city: city === '' || city === '直辖' ? null : (city ?? null),
    name: name ?? '',
    level: known,
    live: status === '在用',
    successors: wholeSuccessors(successors ?? ''),
  };
}

function add(byName: Map<string, Region[]>, name: string, region: Region): void {
  const known = byName.get(name) ?? [];
  if (!known.includes(region)) byName.set(name, region.live ? [region, ...known] : [...known, region]);
}

function nameIndex(regions: readonly Region[]): ReadonlyMap<string, readonly Region[]> {
  const byName = new Map<string, Region[]>();
  for (const region of regions) {
    add(byName, region.name, region);
    const short = stem(region.name, region.level);
    if (short !== null) add(byName, short, region);
    const zone = ZONES.get(region.code);
    if (zone !== undefined && region.live) add(byName, zone, region);
  }
  return byName;
}

function townIndex(places: readonly KnownPlace[]): ReadonlyMap<string, readonly string[]> {
  const towns = new Map<string, Set<string>>();
  for (const { county, town } of places) {
    const known = towns.get(county) ?? new Set<string>();
    towns.set(county, known.add(town));
  }
  return new Map(
    Array.from(towns, ([code, names]) => [
      code,
      [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    ]),
  );
}

/**
 * Builds the lookup from the text of `areacodes.csv` (代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码).
 * `home` is the two-digit code of the province whose counties a bare name means.
 */
export function buildGazetteer(
  areaCodes: string,
  options: { readonly home?: string; readonly places?: readonly KnownPlace[] } = {},
): Gazetteer {
  const regions = areaCodes
    .split(/\r?\n/)
    .map(parseRow)
    .filter((region) => region !== null);
  return {
    byName: nameIndex(regions),
    live: new Map(regions.filter((region) => region.live).map((region) => [region.code, region])),
    // Of several regions that had a code in turn the one that has it today.
    byCode: new Map(
      [...regions].sort((a, b) => Number(a.live) - Number(b.live)).map((region) => [region.code, region]),
    ),
    towns: townIndex(options.places ?? []),
    home: options.home ?? null,
  };
}

/** True when a six-digit code has belonged to a county in any year since 1981. */
export function isKnownRegion(gazetteer: Gazetteer, code: string): boolean {
  return gazetteer.byCode.has(code);
}

/** Today's regions of a region that may be abolished; itself when it lives, several when it was divided. */
export function currentRegions(gazetteer: Gazetteer, region: Region): readonly Region[] {
  const found = new Map<string, Region>();
  const seen = new Set<string>();
  const walk = (code: string): void => {
    if (seen.has(code)) return;
    seen.add(code);
    const live = gazetteer.live.get(code);
    if (live !== undefined) found.set(code, live);
    else for (const next of formerOf(gazetteer, code)) next.successors.forEach(walk);
  };
  if (region.live) return [region];
  region.successors.forEach(walk);
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

const formers = new WeakMap<Gazetteer, ReadonlyMap<string, readonly Region[]>>();

function formerOf(gazetteer: Gazetteer, code: string): readonly Region[] {
  let byCode = formers.get(gazetteer);
  if (byCode === undefined) {
    const built = new Map<string, Region[]>();
    for (const regions of gazetteer.byName.values()) {
      for (const region of regions) {
        const known = built.get(region.code) ?? [];
        if (!region.live && !known.includes(region)) built.set(region.code, [...known, region]);
      }
    }
    byCode = built;
    formers.set(gazetteer, byCode);
  }
  return byCode.get(code) ?? [];
}

/** The longest known name of a level at the start of a text, with the regions it can mean. */
export function regionAtStart(
  gazetteer: Gazetteer,
  text: string,
  accept: (region: Region, written: string) => boolean,
): { readonly written: string; readonly regions: readonly Region[] } | null {
  for (let length = Math.min(15, text.length); length >= 2; length -= 1) {
    const written = text.slice(0, length);
    const regions = (gazetteer.byName.get(written) ?? []).filter((region) => accept(region, written));
    if (regions.length > 0) return { written, regions };
  }
  return null;
}

/** The known town at the start of a text, with or without its suffix. */
export function townAtStart(
  gazetteer: Gazetteer,
  county: string,
  text: string,
): { readonly town: string; readonly written: string } | null {
  for (const town of gazetteer.towns.get(county) ?? []) {
    const short = town.replace(TOWN_SUFFIX, '');
    for (const written of [town, `${short}街道办事处`, `${short}街道`, `${short}镇`, `${short}乡`, short]) {
      if (written.length >= 2 && text.startsWith(written)) return { town, written };
    }
  }
  return null;
}
