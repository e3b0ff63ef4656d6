import {
  isBirthDate,
  isSocialCreditCode,
  isValidCitizenId,
  upgrade15,
  checkCharacter,
} from './citizen-id-checks.js';
import { maskPattern } from './citizen-id-masks.js';
import { normalizeText } from './text.js';

export {
  birthDateOf,
  checkCharacter,
  CLEAN_CITIZEN_ID,
  isSocialCreditCode,
  isValidCitizenId,
  sexOf,
  upgrade15,
} from './citizen-id-checks.js';
export { maskCitizenId, masksCompatible } from './citizen-id-masks.js';
export { repairCandidates } from './citizen-id-repair.js';

export const CITIZEN_ID_KINDS = [
  'valid',
  'upgraded',
  'masked',
  'truncated',
  'scientific',
  'invalid',
  'other_document',
] as const;
export type CitizenIdKind = (typeof CITIZEN_ID_KINDS)[number];

/** `id` is a canonical valid number (kinds valid and upgraded); `key` is the canonical text of anything else. */
export interface CitizenIdReading {
  readonly kind: CitizenIdKind;
  readonly id: string | null;
  readonly key: string | null;
}

const NOTHING =
  /^(?:[-—–_/\\.。*?？#0]+|无|没有|无证|无身份证|无身份证号|不详|未知|不明|暂无|空|未办|未办理|待补|待查|待核|待核实|未提供|遗失|丢失|NULL|NONE|NAN|N\/A|#N\/A|#REF!|#VALUE!|#NAME\?|UNDEFINED)$/;
const LABEL =
  /^(?:(?:居民|公民)?身份证(?:件)?(?:号码|号)?|残疾人?证(?:号码|号)?|身份号码|证件号码|证件号|公民身份号码|ID)[:：]?(?=[\dA-Z*])/;

/** Characters typed for the check character X; the multiplication sign too. */
const X_ALIKE = /(?<=^\d{17})[XΧχХх×✕✖╳]$/;

/** Digits hidden behind a line: `350589------1234`; one or two such signs separate. */
const DRAWN_MASK = /([-‐‑‒–—_.~])\1{2,}/g;
/** A remark behind the number: `(已故)`, `(补)`. */
const NOTE_BEHIND = /(?<=[\dXB*])\([^()\dA-Z*]*\)$/;

/** Undoes what spreadsheets put around a number (E4): quotes, `="…"`, spaces, separators, a trailing `.0`. */
function stripDamage(raw: string): string {
  const folded = (normalizeText(raw) ?? '').toUpperCase();
  const unwrapped = folded.replace(/^="?(.*?)"?$/, '$1').replace(/["'`‘’“”′]/g, '');
  const compact = unwrapped
    .replace(DRAWN_MASK, (run) => '*'.repeat(run.length))
    .replace(NOTE_BEHIND, '')
    .replace(LABEL, '')
    .replace(/[ _]/g, '')
    .replace(/[.,;:、。]+$/, '');
  const joined = /^\d{1,3}(?:,\d{3})+(?:\.0+)?$/.test(compact) ? compact.replaceAll(',', '') : compact;
  const dashed = joined.replace(/(?<=\d)[-‐‑‒–—](?=[\dXB])/g, '');
  return dashed.replace(/(?<=^\d{8,})\.0+$/, '').replace(X_ALIKE, 'X');
}

/** Letters that a scanner or a tired eye takes for digits. */
const DIGIT_ALIKE: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  '|': '1',
  Z: '2',
  S: '5',
  B: '8',
};

/** The digits behind at most three letters that look like them, where the check character then holds. */
function readAsDigits(compact: string): string | null {
  if (!/^[1-8OILZSB|][\dOILZSB|]{16}[\dXOILZSB|]$/.test(compact) || isCreditCode(compact)) return null;
  const letters = compact.match(/[OILZSB|]/g) ?? [];
  const id = compact.replace(/[OILZSB|]/g, (letter) => DIGIT_ALIKE[letter] ?? letter);
  return letters.length <= 3 && isValidCitizenId(id) ? id : null;
}

function asId(compact: string): CitizenIdReading | null {
  if (/^9/.test(compact) && isSocialCreditCode(compact)) return null;
  if (isValidCitizenId(compact)) return { kind: 'valid', id: compact, key: null };
  if (/^\d{17}\*$/.test(compact) && checkCharacter(compact.slice(0, 17)) === 'X') {
    const id = `${compact.slice(0, 17)}X`;
    return isValidCitizenId(id) ? { kind: 'valid', id, key: null } : null;
  }
  const alike = readAsDigits(compact);
  if (alike !== null) return { kind: 'valid', id: alike, key: null };
  const upgraded = upgrade15(compact);
  return upgraded === null ? null : { kind: 'upgraded', id: upgraded, key: null };
}

/** The one valid number inside a longer text (a note beside it, a disability certificate number), if there is one. */
function insideText(compact: string): CitizenIdReading | null {
  const certificate = /^(\d{17}[\dX])[1-7][1-4](?:B\d{1,2})?$/.exec(compact)?.[1];
  const numbers =
    certificate === undefined
      ? (compact.match(/(?<![\dA-Z*])\d{17}[\dX](?![\dA-Z*])/g) ?? [])
      : [certificate];
  const valid = new Set(numbers.filter(isValidCitizenId));
  const [id] = valid;
  return valid.size === 1 && new Set(numbers).size === 1 && id !== undefined
    ? { kind: 'valid', id, key: null }
    : null;
}

/** Scientific text of a spreadsheet (E2): its digits without the point. */
function asScientific(compact: string): CitizenIdReading | null {
  const parts = /^([1-9])(?:\.(\d{0,17}))?E\+?(?:14|17)$/.exec(compact);
  if (parts === null) return null;
  return { kind: 'scientific', id: null, key: `${parts[1] ?? ''}${parts[2] ?? ''}`.slice(0, 15) };
}

/**
 * Cut to 15 significant digits (E1) or to the first 15 characters: region, birth date, one sequence digit. A number that
 * went through a 64-bit float (E3) stays `invalid`: one invalid number in thirty looks like that by chance, and its
 * first 15 digits are compared all the same.
 */
function asTruncated(compact: string): CitizenIdReading | null {
  const eighteen = /^[1-9]\d{14}000$/.test(compact);
  const fifteen = /^[1-9]\d{14}$/.test(compact);
  if ((!eighteen && !fifteen) || !isBirthDate(compact.slice(6, 14))) return null;
  return { kind: 'truncated', id: null, key: compact.slice(0, 15) };
}

const OTHER_DOCUMENTS = [
  /^[HM]\d{8}(?:\d{2})?$/, // travel permit of Hong Kong and Macao residents
  /^\d{8}$/, // travel permit of Taiwan residents
  /^\d{10}\(?[A-Z]\)?$/, // the same before 2015
  /^[A-Z]{1,2}\d{6,9}$/, // passports, social security cards
  /^[A-Z]{1,2}\d{6}\([\dA]\)$/, // identity card of Hong Kong
  /^[157](?:\/\d{6}\/\d|\d{6}\(\d\))$/, // identity card of Macao
  /^[A-Z]{3}\d{12}$/, // permanent residence card of foreigners, 2017 version
  /[军士兵武警文干]{1,4}字?第?\d{4,}/,
  /护照|通行证|军官证|士兵证|出生证|户口簿|居留/,
] as const;

/** The provinces, and 10 for what is registered with the state; they stand behind the two characters of the registrar. */
const CREDIT_CODE_REGION = /^..(?:1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** One ID with a slip in thirty-one passes the check of a credit code; it shows a birth date or no province where a credit code has one. */
function isCreditCode(compact: string): boolean {
  if (!isSocialCreditCode(compact) || !CREDIT_CODE_REGION.test(compact)) return false;
  return compact.startsWith('9') || !isBirthDate(compact.slice(6, 14));
}

function isOtherDocument(compact: string): boolean {
  if (isCreditCode(compact) || /^[159ANY][1239]\d{6}(?=.*[A-WYZ])[0-9A-Z]{10}$/.test(compact)) return true;
  // A birth date, or the first eight digits of an ID.
  if (/^\d{8}$/.test(compact) && (isBirthDate(compact) || /^[1-6]\d{5}(?:19|20)$/.test(compact)))
    return false;
  return OTHER_DOCUMENTS.some((form) => form.test(compact));
}

function asMasked(compact: string): CitizenIdReading | null {
  const pattern = maskPattern(compact);
  return pattern === null ? null : { kind: 'masked', id: null, key: pattern };
}

/**
 * Reads what stands in an ID column; null when nothing does. Valid numbers include residence permits of Hong Kong,
 * Macao and Taiwan residents (81, 82, 83) and the 18-digit permanent residence card of foreigners. Whether a birth
 * date lies in the future is the caller's matter. Source: GB 11643-1999, GB 32100-2015.
 */
export function parseCitizenId(raw: string): CitizenIdReading | null {
  const compact = stripDamage(raw);
  if (compact === '' || NOTHING.test(compact)) return null;
  const reading =
    asId(compact) ??
    asScientific(compact) ??
    asTruncated(compact) ??
    insideText(compact) ??
    asMasked(compact);
  if (reading !== null) return reading;
  return { kind: isOtherDocument(compact) ? 'other_document' : 'invalid', id: null, key: compact };
}

/** The canonical valid 18-character number, or null. */
export function normalizeCitizenId(raw: string): string | null {
  return parseCitizenId(raw)?.id ?? null;
}
