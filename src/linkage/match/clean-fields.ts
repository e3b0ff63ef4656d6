import type { ScalarFunction } from '../../engine/engine.js';
import { ident, text } from '../../engine/sql.js';
import { normalizeDate } from '../../normalize/date.js';
import { normalizePersonName } from '../../normalize/person-name.js';
import { normalizeText } from '../../normalize/text.js';
import { cleanCitizenId } from './citizen-id-nearness.js';
import type { FieldKind, MatchField } from './match-model.js';

/** What stands in a cell when there is no value. */
const PLACEHOLDERS = new Set([
  '',
  '-',
  '--',
  '/',
  '.',
  'null',
  'none',
  'nan',
  'n/a',
  'na',
  'unknown',
  '无',
  '不详',
  '未知',
  '空',
]);

/**
 * Values that cleaning leaves as they are, so that SQL need not ask; understood alike by RE2 and JavaScript. Null where
 * no pattern tells them: a check character has to be reckoned.
 */
export const CLEAN_PATTERNS: Readonly<Record<FieldKind, string | null>> = {
  text: '[b-mo-z0-9][a-z0-9]{3,}( [a-z0-9]+)*',
  name: '[b-mo-z][a-z]{3,}',
  address: '[b-mo-z0-9][a-z0-9]{3,}( [a-z0-9]+)*',
  category: '[b-mo-z0-9][a-z0-9]{3,}( [a-z0-9]+)*',
  id: '[0-9]+',
  date: '[0-9]{8}',
  postcode: '[0-9]+',
  phone: '[0-9]+',
  number: '[1-9][0-9]{0,14}',
  citizen_id: null,
  person_name: null,
};

/**
 * One form of a value for comparing: lower case and words for text, digits and letters for numbers of things, YYYYMMDD
 * for dates (digits as they are where it is no date: one wrong digit must stay one wrong digit). Null where there is
 * no value.
 */
export function cleanField(kind: FieldKind, raw: string): string | null {
  const folded = (normalizeText(raw) ?? '').toLowerCase();
  if (PLACEHOLDERS.has(folded)) return null;
  switch (kind) {
    case 'text':
    case 'address':
    case 'category':
      return words(folded);
    case 'name':
      return name(folded);
    case 'id':
    case 'postcode':
    case 'phone':
      return filled(folded.replace(/[^\p{L}\p{N}*]/gu, ''));
    case 'date':
      return date(folded);
    case 'number':
      return number(folded);
    case 'citizen_id':
      return cleanCitizenId(raw);
    case 'person_name':
      return normalizePersonName(raw);
  }
}

function filled(value: string): string | null {
  return value === '' ? null : value;
}

function words(folded: string): string | null {
  return filled(
    folded
      .replace(/['’]/gu, '')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .trim(),
  );
}

/** Han names have no word breaks: a space in one is only layout. */
function name(folded: string): string | null {
  const cleaned = words(folded);
  return cleaned !== null && /\p{Script=Han}/u.test(cleaned) ? cleaned.replaceAll(' ', '') : cleaned;
}

function date(folded: string): string | null {
  if (/^\d{8}$/.test(folded)) return folded;
  const day = normalizeDate(folded);
  return filled(day === null ? folded.replace(/[^\d]/g, '') : day.replaceAll('-', ''));
}

function number(folded: string): string | null {
  const plain = folded.replace(/[,\s]/g, '');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? String(value) : filled(plain);
}

/** The TypeScript function behind cleanedSql. */
export const cleanFieldFunction: ScalarFunction = {
  name: 'match_clean',
  parameters: 2,
  returns: 'VARCHAR',
  call: (kind = 'text', raw = '') => cleanField(kind as FieldKind, raw),
};

/** SQL for a cleaned field; the function is asked only for what its kind's pattern does not accept. */
export function cleanedSql(field: MatchField): string {
  const column = ident(field.name);
  const cleaned = `match_clean(${text(field.kind)}, ${column})`;
  const pattern = CLEAN_PATTERNS[field.kind];
  if (pattern === null) return cleaned;
  return `CASE
    WHEN regexp_full_match(${column}, ${text(pattern)}) THEN ${column}
    ELSE ${cleaned}
  END`;
}
