/** Suffixes that say what kind of place it is; departments write them or not. */
const TOWN_SUFFIX = '(街道办事处|人民政府|人民公社|办事处|街道|公社|镇|乡)$';
const VILLAGE_SUFFIX = '(村民委员会|居民委员会|村委会|居委会|居委|社区|行政村|生产大队|大队|村)$';

/** The name of a county without what may be written before and after it; NULL for a bare code. */
export function countyKey(column: string): string {
  return `CASE WHEN regexp_matches(${column}, '^[0-9]+$') THEN NULL ELSE nullif(regexp_extract(${column}, '([^省市区县旗]+)[省市区县旗]?$', 1), '') END`;
}

function placeKey(column: string, above: string, suffix: string): string {
  const bare = `CASE WHEN starts_with(${column}, ${above}) THEN substr(${column}, length(${above}) + 1) ELSE ${column} END`;
  const cut = `regexp_replace(${bare}, '${suffix}', '')`;
  return `CASE WHEN regexp_matches(${column}, '^[0-9]+$') THEN NULL WHEN length(${cut}) >= 1 THEN ${cut} ELSE ${column} END`;
}

export function townKey(town: string, county: string): string {
  return placeKey(town, county, TOWN_SUFFIX);
}

export function villageKey(village: string, town: string): string {
  return placeKey(village, town, VILLAGE_SUFFIX);
}
