import type { ScalarFunction } from '../../engine/engine.js';
import {
  isValidCitizenId,
  masksCompatible,
  parseCitizenId,
  repairCandidates,
} from '../../normalize/citizen-id.js';

/**
 * How near two numbers of persons are, best first. cut: what both show agrees, and both show birth date and place (an
 * end lost to a spreadsheet). slip: one is broken and becomes the other by one slip. masked: what both show agrees.
 */
export const CITIZEN_ID_LEVELS = ['equal', 'cut', 'slip', 'masked', 'different'] as const;
export type CitizenIdLevel = (typeof CITIZEN_ID_LEVELS)[number];

/** Region, birth date: what an ID shows without its last four. */
const LONG = 14;
/** Fewer shown characters say nothing: a region is a whole county's. */
const SHORT = 7;

/**
 * A number as it is compared: canonical where it is valid; what was cut off as `*`, so that a cut number is a mask with
 * its end hidden; null where too little is left.
 */
export function cleanCitizenId(raw: string): string | null {
  const reading = parseCitizenId(raw);
  if (reading === null) return null;
  const text = reading.id ?? reading.key ?? '';
  if (reading.kind !== 'truncated' && reading.kind !== 'scientific') return text;
  return text.length < SHORT ? null : text.padEnd(18, '*');
}

const NUMBER_LIKE = /^[\dX*]{14,19}$/;

/** The level of two cleaned numbers; null where they are documents of different kinds, or show too little. */
export function citizenIdLevel(l: string, r: string): CitizenIdLevel | null {
  if (l === r) return 'equal';
  if (NUMBER_LIKE.test(l) !== NUMBER_LIKE.test(r)) return null;
  if (l.includes('*') || r.includes('*')) return ofMasks(l, r);
  return ofNumbers(l, r);
}

function ofNumbers(l: string, r: string): CitizenIdLevel {
  const whole = [l, r].filter(isValidCitizenId);
  // Two numbers that both check are two people's, however alike: twins have neighbouring ones.
  if (whole.length === 2) return 'different';
  const broken = whole[0] === r ? l : r;
  if (repairCandidates(broken).includes(whole[0] ?? l)) return 'slip';
  return l.slice(0, LONG + 1) === r.slice(0, LONG + 1) ? 'cut' : 'different';
}

function ofMasks(l: string, r: string): CitizenIdLevel | null {
  if (!masksCompatible(l, r)) return 'different';
  const shown = Math.min(...[l, r].map((text) => text.replaceAll('*', '').length));
  if (shown < SHORT) return null;
  return shown >= LONG ? 'cut' : 'masked';
}

export const citizenIdFunction: ScalarFunction = {
  name: 'citizen_id_level',
  parameters: 2,
  returns: 'VARCHAR',
  call: (l = '', r = '') => citizenIdLevel(l, r),
};
