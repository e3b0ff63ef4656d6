import { isKnownRegion, type Gazetteer } from '../normalize/gazetteer.js';

/**
 * Where a citizen ID was first issued, from its first six digits: province, prefecture, county. `?` where no list since
 * 1981 has the code, which is no error by itself: some that cards bear were never published. Null for other numbers.
 */
export function issuedIn(gazetteer: Gazetteer, id: string): string | null {
  if (!/^\d{17}[\dX]$/.test(id)) return null;
  const code = id.slice(0, 6);
  if (!isKnownRegion(gazetteer, code)) return '?';
  const region = gazetteer.byCode.get(code);
  return [region?.province, region?.city, region?.name].filter((name) => typeof name === 'string').join('');
}
