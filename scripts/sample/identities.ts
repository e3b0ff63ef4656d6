import type { Random } from './random.js';

/** A calendar day, a sex and a region decide all of a citizen number but its sequence. */
export interface IdRequest {
  readonly region: string;
  readonly birth: string;
  readonly sex: 'M' | 'F';
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** ISO 7064 MOD 11-2 (GB 11643-1999) of 17 digits. */
export function checkDigit(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += Number(first17[index]) * (WEIGHTS[index] as number);
  return CHECKS[sum % 11] as string;
}

export interface IdIssuer {
  issue(request: IdRequest, random: Random): string;
  /** The next free number after another on the same day and in the same region, as twins get them. */
  issueAfter(id: string, sex: 'M' | 'F'): string;
}

/** Hands out each number once. Sequences stay below 980: 996 to 999 meant people over a hundred in 15-digit numbers. */
export function createIdIssuer(): IdIssuer {
  const used = new Set<string>();
  const claim = (prefix: string, sequence: number): string | null => {
    const first17 = prefix + String(sequence).padStart(3, '0');
    if (used.has(first17)) return null;
    used.add(first17);
    return first17 + checkDigit(first17);
  };
  const nextFrom = (prefix: string, start: number, sex: 'M' | 'F'): string => {
    const parity = sex === 'M' ? 1 : 0;
    let sequence = start % 2 === parity ? start : start + 1;
    for (let tries = 0; tries < 490; tries += 1) {
      const id = claim(prefix, sequence);
      if (id !== null) return id;
      sequence = sequence + 2 > 979 ? 2 + parity : sequence + 2;
    }
    throw new RangeError('more births on one day in one region than there are numbers');
  };
  return {
    issue: ({ region, birth, sex }, random) =>
      nextFrom(region + birth.replaceAll('-', ''), random.between(1, 960), sex),
    issueAfter: (id, sex) => nextFrom(id.slice(0, 14), Number(id.slice(14, 17)) + 1, sex),
  };
}
