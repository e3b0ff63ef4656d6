import { monthOf } from '../calendar.js';
import type { Certificate, Coverage, Facts, Scheme } from '../world/facts.js';
import type { Person } from '../world/people.js';

/** Status active, begun by the month of the as-of date, and no stop month up to it (issue 2's definition). */
export function isActive(coverage: Coverage, asOf: string): boolean {
  const month = monthOf(asOf);
  return coverage.status === 'active' && coverage.startMonth <= month && (coverage.stopMonth === null || coverage.stopMonth > month);
}

const COVER: readonly Scheme[] = ['dibao', 'dibao_single', 'tekun', 'orphan', 'defacto_orphan'];

/** 低保边缘 is no cover. */
export function isCover(coverage: Coverage, asOf: string): boolean {
  return COVER.includes(coverage.scheme) && isActive(coverage, asOf);
}

/** Level 1 or 2 of any type, level 3 of intellectual (5) and mental (6) disability. */
export function isSevere({ type, level }: Pick<Certificate, 'type' | 'level'>): boolean {
  return level === '1' || level === '2' || (level === '3' && (type === '5' || type === '6'));
}

/** The latest certificate of each person: it decides, also where it is no longer valid. */
export function latestCertificates({ certificates }: Facts): ReadonlyMap<Person, Certificate> {
  const latest = new Map<Person, Certificate>();
  for (const one of certificates) {
    const best = latest.get(one.person);
    if (best === undefined || one.issued > best.issued) latest.set(one.person, one);
  }
  return latest;
}
