import { isValidCitizenId } from './citizen-id-checks.js';
import { normalizeText } from './text.js';

/** A certificate number: 18 characters of the ID, type 1–7, level 1–4, and how often it was issued again. */
export interface DisabilityNumber {
  /** 20 characters, without the reissue suffix. */
  readonly number: string;
  /** The citizen ID inside, when its date and check character hold. */
  readonly id: string | null;
  readonly type: '1' | '2' | '3' | '4' | '5' | '6' | '7';
  readonly level: '1' | '2' | '3' | '4';
  /** 0 for the first issue; `B1` → 1. */
  readonly reissue: number;
}

/** A canonical number as stored, without reissue suffix; understood alike by RE2, Java and JavaScript. */
export const CLEAN_DISABILITY_NUMBER = '[0-9]{17}[0-9X][1-7][1-4]';

/** Reads a certificate number (中华人民共和国残疾人证管理办法 art. 5); null when it is none, as after spreadsheet damage. */
export function parseDisabilityNumber(raw: string): DisabilityNumber | null {
  const compact = (normalizeText(raw) ?? '')
    .toUpperCase()
    .replace(/^="?(.*?)"?$/, '$1')
    .replace(/["'`‘’“” _-]/g, '')
    .replace(/^(?:残疾人?证(?:号码|号)?|证号)[::]?/, '')
    .replace(/(?<=\w)\([^()\dA-Z]*\)$/, '')
    .replace(/(?<=^\d{17})[ΧХ×✕*](?=[1-7][1-4])/, 'X')
    .replace(/[Β]/g, 'B');
  const parts = /^(\d{17}[\dX])([1-7])([1-4])(?:B(\d{1,2}))?$/.exec(compact);
  if (parts === null) return null;
  const [, id = '', type = '', level = '', reissue = '0'] = parts;
  return {
    number: id + type + level,
    id: isValidCitizenId(id) ? id : null,
    type: type as DisabilityNumber['type'],
    level: level as DisabilityNumber['level'],
    reissue: Number(reissue),
  };
}

/** The 20 characters of a certificate number, or null. */
export function normalizeDisabilityNumber(raw: string): string | null {
  return parseDisabilityNumber(raw)?.number ?? null;
}
