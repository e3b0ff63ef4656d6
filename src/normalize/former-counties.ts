import { currentRegions, type Gazetteer, type Region } from './gazetteer.js';

/** A name under which a county or a part of it was known before, as old systems still write it. */
export interface FormerCounty {
  readonly former: string;
  readonly county: string;
}

/**
 * Former names of counties: 梅列区 went into 三元区, 龙海市 became 龙海区. A county whose name several living ones bear
 * without its prefecture is nobody's successor here, nor does a name count that lives on elsewhere or was divided.
 */
export function formerCounties(gazetteer: Gazetteer, counties: readonly string[]): readonly FormerCounty[] {
  const wanted = new Map<string, string>();
  for (const county of counties) {
    const code = livingCounty(gazetteer, county)?.code;
    if (code !== undefined && !wanted.has(code)) wanted.set(code, county);
  }
  const found: FormerCounty[] = [];
  for (const [former, regions] of gazetteer.byName) {
    const code = commonSuccessor(gazetteer, regions);
    const county = code === null ? undefined : wanted.get(code);
    const isFullName = regions.every(({ name, live }) => !live && name === former);
    if (county !== undefined && isFullName) found.push({ former, county });
  }
  return found.sort((a, b) => (a.former < b.former ? -1 : 1));
}

/** The living county that a name with or without its province and prefecture means; null where several bear it. */
function livingCounty(gazetteer: Gazetteer, written: string): Region | null {
  for (let start = 0; start <= written.length - 2; start += 1) {
    const name = written.slice(start);
    const outer = written.slice(0, start);
    const living = (gazetteer.byName.get(name) ?? []).filter(
      (region) => region.live && region.level === 'county' && region.name === name,
    );
    const inside = living.filter(
      ({ city, province }) => outer === '' || outer.includes(city ?? province) || outer === province,
    );
    if (living.length > 0) return inside.length === 1 ? (inside[0] ?? null) : null;
  }
  return null;
}

function commonSuccessor(gazetteer: Gazetteer, regions: readonly Region[]): string | null {
  const codes = new Set(regions.map((region) => onlySuccessor(gazetteer, region)));
  return codes.size === 1 ? ([...codes][0] ?? null) : null;
}

function onlySuccessor(gazetteer: Gazetteer, region: Region): string | null {
  if (region.live || region.level !== 'county') return null;
  const today = currentRegions(gazetteer, region);
  return today.length === 1 ? (today[0]?.code ?? null) : null;
}
