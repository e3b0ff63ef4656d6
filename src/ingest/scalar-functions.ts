import type { ScalarFunction } from '../engine/engine.js';
import { VOCABULARIES, VOCABULARY_NAMES } from '../model/vocabularies.js';
import { normalizeAmount } from '../normalize/amount.js';
import { normalizeCategory } from '../normalize/category.js';
import { parseCitizenId } from '../normalize/citizen-id.js';
import { normalizeDate, normalizeMonth } from '../normalize/date.js';
import { normalizeDisabilityNumber } from '../normalize/disability-number.js';
import { normalizePersonName, personNameAliases, personNameNotes } from '../normalize/person-name.js';
import { normalizePhone } from '../normalize/phone.js';
import { normalizeSex } from '../normalize/sex.js';
import { normalizeText } from '../normalize/text.js';
import { categoryFunction } from './columns/category-column.js';
import type { Mappings } from './columns/column-sql.js';

export type { Mappings } from './columns/column-sql.js';

const MEMO_SIZE = 20_000;

/**
 * The normalisers as SQL functions; an engine needs them before it ingests. They see only values that a cheap pattern
 * did not accept, and remember what they have seen lately, because dirt repeats itself.
 */
export function ingestFunctions(mappings: Mappings = {}): readonly ScalarFunction[] {
  const id = memo(parseCitizenId);
  return [
    fn('citizen_id', (raw) => id(raw)?.id ?? null),
    fn('citizen_id_kind', (raw) => id(raw)?.kind ?? null),
    fn('citizen_id_key', (raw) => id(raw)?.key ?? null),
    fn('person_name', memo(normalizePersonName)),
    fn('person_name_note', memo(personNameNotes)),
    fn('person_name_alias', memo(personNameAliases)),
    fn('parse_date', memo(normalizeDate)),
    fn('parse_month', memo(normalizeMonth)),
    fn('parse_amount', memo(normalizeAmount)),
    fn('parse_integer', memo(normalizeInteger)),
    fn('parse_phone', memo(normalizePhone)),
    fn('parse_sex', memo(normalizeSex)),
    fn('parse_disability_no', memo(normalizeDisabilityNumber)),
    fn('fold_text', memo(normalizeText)),
    fn('fold_place', memo(normalizePlace)),
    ...VOCABULARY_NAMES.map((name) =>
      fn(
        categoryFunction(name),
        memo((raw) => normalizeCategory(VOCABULARIES[name], raw, mappings[name])),
      ),
    ),
  ];
}

function fn(name: string, call: (raw: string) => string | null): ScalarFunction {
  return { name, parameters: 1, returns: 'VARCHAR', call: (raw = '') => call(raw) };
}

function memo<T>(call: (raw: string) => T): (raw: string) => T {
  const known = new Map<string, T>();
  return (raw) => {
    const found = known.get(raw);
    if (found !== undefined) return found;
    const value = call(raw);
    if (known.size >= MEMO_SIZE) known.clear();
    known.set(raw, value);
    return value;
  };
}

/** The name of a place without the spaces that a form put into it; null where nothing is left. */
function normalizePlace(raw: string): string | null {
  return normalizeText(raw)?.replaceAll(' ', '') ?? null;
}

/** A small count: `3`, `3人`, `3.0`; null for anything else. */
function normalizeInteger(raw: string): string | null {
  return (
    /^(\d{1,9})(?:\.0+)?(?:人|口|户|个)?$/.exec((normalizeText(raw) ?? '').replaceAll(' ', ''))?.[1] ?? null
  );
}
