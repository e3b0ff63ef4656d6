import { currentRegions, regionAtStart, townAtStart, type Gazetteer, type Region } from './gazetteer.js';
import { numeralsBefore } from './numerals.js';
import { normalizeText } from './text.js';

/** An address by level, each null where the text does not say it; county and city under today's names. */
export interface ParsedAddress {
  readonly province: string | null;
  readonly city: string | null;
  readonly county: string | null;
  /** Six-digit code of today's county, null where the name is not known or was divided among several. */
  readonly countyCode: string | null;
  readonly town: string | null;
  /** Village or community, e.g. 丰联村, 城北社区. */
  readonly village: string | null;
  /** Natural village inside the administrative one. */
  readonly hamlet: string | null;
  /** Villagers' group, e.g. 3组. */
  readonly group: string | null;
  /** House number without 号, e.g. 12-1. */
  readonly number: string | null;
  /** What no level took, in the order written. */
  readonly rest: string | null;
}

/** What follows a bare name when it is no county but the name of a street, a village or a building. */
const NOT_A_COUNTY =
  /^(?:[省市县区盟旗]|地区|自治|综合实验区|[大中小东西南北]?[路街巷弄村镇乡里社组]|大道|街道|大厦|花园|小区|新村|农场|林场)/;

const TOWN =
  /^(?!第?\d)([^\d()]{1,10}?(?:街道办事处|街道办|街道|人民公社|公社|民族乡|镇(?!村|政府|[里上](?![^\d()]{0,6}(?:村|社区|居委)))|乡(?!村|政府|道|[里下](?![^\d()]{0,6}(?:村|社区|居委)))|农场|林场|茶场|盐场|经济开发区|开发区|工业区|投资区|管理区|管委会))/;
const VILLAGE =
  /^(?:原)?([^\d()]{1,10}?)(村民委员会|社区居民委员会|居民委员会|社区居委会|村委会|居委会|行政村|社区|生产大队|大队|村(?!民|委)|居(?=\d|$))/;
const HAMLET = /^\(?([^\d()]{1,8}?)(?:自然村|角落)\)?/;
const GROUP =
  /^第?(\d{1,3})(?:村民小组|村民组|小组|组|生产队|队|社(?!区))|^([^\d()号]{1,4}?)(?:村民小组|村民组|小组|组)(?!织)/;
const NUMBER = /^(?:门牌)?(\d+[A-Z]?(?:-\d+)*)(?:号(?![楼院])|#|$)/;

interface Cursor {
  text: string;
}

/** Takes a pattern from the start of what is left; its groups, or null. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  const match = pattern.exec(cursor.text);
  if (match !== null) cursor.text = cursor.text.slice(match[0].length).replace(/^[,、;·\- ]+/, '');
  return match;
}

/** Text folded for comparison and storage; nothing is resolved and nothing is lost. */
export function normalizeAddress(raw: string): string | null {
  const text = normalizeText(raw)
    ?.replace(/[‐‑‒–—−﹣~]/g, '-')
    .replace(/ ?(?<=[一-鿿()#,，-]) ?| ?(?=[一-鿿()#,-]) ?/g, '');
  return text === undefined || text === '' ? null : text;
}

function inside(region: Region, outer: Region | null): boolean {
  if (outer === null) return true;
  return region.province === outer.province && (outer.level === 'province' || region.city === outer.name);
}

function takeRegion(
  cursor: Cursor,
  gazetteer: Gazetteer,
  accept: (region: Region, written: string) => boolean,
): readonly Region[] {
  const found = regionAtStart(gazetteer, cursor.text, (region, written) => {
    const bare = region.name !== written;
    return accept(region, written) && !(bare && NOT_A_COUNTY.test(cursor.text.slice(written.length)));
  });
  if (found === null) return [];
  cursor.text = cursor.text.slice(found.written.length).replace(/^[,、\- ]+/, '');
  return found.regions;
}

/** Of several counties of one name the one that the project's province has, if it is one place today. */
function narrow(gazetteer: Gazetteer, regions: readonly Region[]): readonly Region[] {
  const today = new Map(regions.flatMap((r) => currentRegions(gazetteer, r)).map((r) => [r.code, r]));
  const home = [...today.values()].filter((region) => region.code.slice(0, 2) === gazetteer.home);
  return today.size > 1 && home.length > 0 ? home : [...today.values()];
}

interface Regions {
  readonly province: Region | null;
  readonly city: Region | null;
  readonly county: readonly Region[];
  /** The county as written, for a name that was divided or is not one place today. */
  readonly written: string | null;
}

function takeRegions(cursor: Cursor, gazetteer: Gazetteer): Regions {
  const [province = null] = takeRegion(cursor, gazetteer, (r) => r.level === 'province');
  const [city = null] = takeRegion(
    cursor,
    gazetteer,
    (r) => r.level === 'city' && inside(r, province) && certain(r, province, gazetteer),
  );
  const outer = city ?? province;
  const counties = takeRegion(
    cursor,
    gazetteer,
    (r, written) =>
      r.level === 'county' && inside(r, outer) && (r.name === written || certain(r, outer, gazetteer)),
  );
  const live = counties.filter((region) => region.live);
  const county = narrow(gazetteer, live.length > 0 ? live : counties);
  return { province, city, county, written: counties[0]?.name ?? null };
}

/** A name without its suffix, or a prefecture without its province, is believed inside a known one or at home. */
function certain(region: Region, outer: Region | null, gazetteer: Gazetteer): boolean {
  return outer !== null || gazetteer.home === null || region.code.startsWith(gazetteer.home);
}

function takeTown(cursor: Cursor, gazetteer: Gazetteer, county: Region | undefined): string | null {
  const known = county === undefined ? null : townAtStart(gazetteer, county.code, cursor.text);
  if (known !== null) {
    cursor.text = cursor.text.slice(known.written.length).replace(/^(?:人民)?公社|^[,、\- ]+/, '');
    return known.town;
  }
  const town = take(cursor, TOWN)?.[1];
  return town === undefined ? null : town.replace(/街道办(?:事处)?$/, '街道');
}

function takeVillage(cursor: Cursor): string | null {
  const match = take(cursor, VILLAGE);
  if (match === null) return null;
  const [, name = '', kind = ''] = match;
  // A brigade of a commune is the village of today.
  const canonical = /村|大队/.test(kind) ? '村' : '社区';
  return name.endsWith(canonical) ? name : name + canonical;
}

function takeFirst(cursor: Cursor, pattern: RegExp): string | null {
  return take(cursor, pattern)?.[1] ?? null;
}

function takeGroup(cursor: Cursor): string | null {
  const match: RegExpExecArray | null = take(cursor, GROUP);
  if (match === null) return null;
  return match[1] === undefined ? `${match[2] ?? ''}组` : `${Number(match[1])}组`;
}

/** A piece that no level knows: digits, a bracket, or what stands before the next of them. */
function skipPiece(cursor: Cursor): string {
  const [piece = ''] = /^(?:\d+|\([^)]*\)?|[^\d(]+)/.exec(cursor.text) ?? [cursor.text];
  cursor.text = cursor.text.slice(piece.length);
  return piece;
}

/** What the small levels hold, skipping whatever stands between them. */
function takeSmall(cursor: Cursor): Pick<ParsedAddress, 'hamlet' | 'group' | 'number' | 'rest'> {
  const found = {
    hamlet: null as string | null,
    group: null as string | null,
    number: null as string | null,
  };
  let rest = '';
  while (cursor.text !== '') {
    const before = cursor.text;
    found.hamlet ??= takeFirst(cursor, HAMLET);
    found.group ??= takeGroup(cursor);
    found.number ??= takeFirst(cursor, NUMBER);
    if (cursor.text === before) rest += skipPiece(cursor);
  }
  return { ...found, rest: rest === '' ? null : rest };
}

function largeLevels(
  { province, city, written }: Regions,
  county: Region | undefined,
): Pick<ParsedAddress, 'province' | 'city' | 'county' | 'countyCode'> {
  if (county !== undefined) {
    return { province: county.province, city: county.city, county: county.name, countyCode: county.code };
  }
  const outer = city ?? province;
  return { province: outer?.province ?? null, city: city?.name ?? null, county: written, countyCode: null };
}

const COUNTED = '组|村民小组|村民组|小组|生产队|队|号|幢|栋|单元|室|楼|社(?!区)';

/**
 * Resolves an address top-down. Old names lead to today's (龙海市 → 龙海区), omitted levels follow from the ones that
 * are written, 三组 is 3组, and what nothing explains is kept as `rest`. Never guesses between places of one name.
 */
export function parseAddress(raw: string, gazetteer: Gazetteer): ParsedAddress | null {
  const folded = normalizeAddress(raw)?.replaceAll(' ', '');
  if (folded === undefined || folded === '') return null;
  const cursor: Cursor = { text: folded.replace(/^原(?=.)/, '') };
  const regions = takeRegions(cursor, gazetteer);
  const only = regions.county.length === 1 ? regions.county[0] : undefined;
  const town = takeTown(cursor, gazetteer, only);
  const village = takeVillage(cursor);
  cursor.text = numeralsBefore(cursor.text, COUNTED);
  return {
    ...largeLevels(regions, only),
    town,
    village,
    ...takeSmall(cursor),
  };
}
