import type { Vocabulary } from '../model/vocabularies/vocabulary.js';
import { normalizeText } from './text.js';

/** Codes that say nothing: a cell with several classes never means these. */
const EMPTY_CODES: ReadonlySet<string> = new Set(['none', 'other']);

const NO_MAPPINGS: Readonly<Record<string, string>> = {};

function fold(value: string): string {
  return (normalizeText(value) ?? '').replaceAll(' ', '').toUpperCase();
}

/** Insurers' exports end a class with its local code: `特困人员-7131`. */
function withoutCode(value: string): string {
  return value.replace(/(?<=[^\d-])-\d{3,5}$/, '');
}

function buildLookup(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(entries.map(([written, code]) => [fold(written), code]));
}

const lookups = new WeakMap<object, ReadonlyMap<string, string>>();

function writtenForms(vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const known = lookups.get(vocabulary);
  if (known !== undefined) return known;
  const built = buildLookup([
    ...Object.entries(vocabulary.codes).flatMap(([code, label]) => [
      [label, code] as const,
      [code, code] as const,
    ]),
    ...Object.entries(vocabulary.written).flatMap(([code, forms]) =>
      forms.map((form) => [form, code] as const),
    ),
  ]);
  lookups.set(vocabulary, built);
  return built;
}

function projectForms(mappings: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = lookups.get(mappings);
  if (known !== undefined) return known;
  const built = buildLookup(Object.entries(mappings));
  lookups.set(mappings, built);
  return built;
}

function codeOf(
  vocabulary: Vocabulary,
  mappings: Readonly<Record<string, string>>,
  folded: string,
): string | null {
  for (const value of [folded, withoutCode(folded)]) {
    const code = projectForms(mappings).get(value) ?? writtenForms(vocabulary).get(value);
    if (code !== undefined) return code;
  }
  return null;
}

function byPattern(vocabulary: Vocabulary, folded: string): string | null {
  const value = withoutCode(folded);
  return vocabulary.patterns.find(([pattern]) => new RegExp(pattern).test(value))?.[1] ?? null;
}

/** Of several classes the strongest that says something. */
function strongest(vocabulary: Vocabulary, codes: readonly string[]): string | null {
  const order = vocabulary.strongest ?? Object.keys(vocabulary.codes);
  const ranked = [...codes].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return ranked.find((code) => !EMPTY_CODES.has(code)) ?? ranked[0] ?? null;
}

/**
 * The canonical code of a category: project mappings first, then the written forms, then the patterns in order.
 * Several classes in one cell give the strongest. Null where nothing knows the value: it is never guessed.
 */
export function normalizeCategory(
  vocabulary: Vocabulary,
  raw: string,
  mappings: Readonly<Record<string, string>> = NO_MAPPINGS,
): string | null {
  const folded = fold(raw);
  if (folded === '') return null;
  const whole = codeOf(vocabulary, mappings, folded);
  if (whole !== null) return whole;
  const parts = folded.split(/[,、;|+]|\/(?=.)/).filter((part) => part !== '');
  if (parts.length < 2) return byPattern(vocabulary, folded);
  const codes = parts.map((part) => codeOf(vocabulary, mappings, part) ?? byPattern(vocabulary, part));
  return strongest(
    vocabulary,
    codes.filter((code) => code !== null),
  );
}
