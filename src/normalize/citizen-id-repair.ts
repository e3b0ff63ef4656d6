import { isValidCitizenId } from './citizen-id-checks.js';

const DIGITS = '0123456789';
const LAST = '0123456789X';

function substitutions(value: string): string[] {
  return Array.from(value).flatMap((_, i) =>
    Array.from(i === 17 ? LAST : DIGITS, (c) => value.slice(0, i) + c + value.slice(i + 1)),
  );
}

function transpositions(value: string): string[] {
  return Array.from(
    { length: 17 },
    (_, i) => value.slice(0, i) + value.charAt(i + 1) + value.charAt(i) + value.slice(i + 2),
  );
}

function insertions(value: string): string[] {
  return Array.from({ length: 18 }, (_, i) => i).flatMap((i) =>
    Array.from(i === 17 ? LAST : DIGITS, (c) => value.slice(0, i) + c + value.slice(i)),
  );
}

function deletions(value: string): string[] {
  return Array.from(value, (_, i) => value.slice(0, i) + value.slice(i + 1));
}

function neighbours(value: string): readonly string[] {
  switch (value.length) {
    case 18:
      return [...substitutions(value), ...transpositions(value)];
    case 17:
      return insertions(value);
    case 19:
      return deletions(value);
    default:
      return [];
  }
}

/**
 * Valid numbers one slip away from an invalid one: one character replaced, two neighbours swapped, one dropped or
 * typed twice. Sorted; usually about a dozen, so a candidate needs a witness (name, birth date).
 */
export function repairCandidates(invalid: string): readonly string[] {
  const value = invalid.toUpperCase();
  if (!/^[\dX]{17,19}$/.test(value)) return [];
  return [...new Set(neighbours(value).filter((v) => v !== value && isValidCitizenId(v)))].sort();
}
