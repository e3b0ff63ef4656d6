import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { readHeader } from './header-words.js';

export interface KindGuess {
  readonly kind: RegistryKind;
  readonly score: number;
  readonly why: { readonly zh: string; readonly en: string };
}

/** Fields that every kind has say nothing about the kind. */
const SHARED: ReadonlySet<string> = new Set([
  'name', 'id', 'sex', 'birthDate', 'age', 'phone', 'address', 'hukouAddress',
  'county', 'town', 'village', 'grid', 'remark', 'status', 'amount',
]); // prettier-ignore

/**
 * Which kinds a file may be, best first, from its name and headers; only kinds whose required fields all have a
 * column, `custom` apart, which is never guessed. Two guesses within one point of each other should be shown to a person.
 */
export function recognizeKind(fileName: string, headers: readonly string[]): readonly KindGuess[] {
  return REGISTRY_KINDS.filter((kind) => kind !== 'custom')
    .map((kind) => guess(kind, fileName, headers))
    .filter((candidate) => candidate !== null)
    .sort((a, b) => b.score - a.score || REGISTRY_KINDS.indexOf(a.kind) - REGISTRY_KINDS.indexOf(b.kind));
}

function guess(kind: RegistryKind, fileName: string, headers: readonly string[]): KindGuess | null {
  const spec = KIND_SPECS[kind];
  const found = new Map(
    headers.flatMap((header) => {
      const reading = readHeader(kind, header);
      return reading === null ? [] : [[reading.field, header] as const];
    }),
  );
  if (spec.fields.some((field) => field.required === true && !found.has(field.name))) return null;
  if (spec.oneOf?.some((name) => found.has(name)) === false) return null;
  const telling = spec.fields.filter((field) => found.has(field.name) && !SHARED.has(field.name));
  const words = spec.fileNameWords.filter((word) => fileName.includes(word));
  const longest = Math.max(0, ...words.map((word) => word.length));
  const score = telling.length + telling.filter((field) => field.required === true).length + longest * 1.5;
  if (score === 0) return null;
  const shown = telling.map((field) => found.get(field.name) ?? '').join('、');
  return {
    kind,
    score,
    why: {
      zh: [words.length > 0 ? `文件名含“${words.join('、')}”` : '', shown === '' ? '' : `列：${shown}`]
        .filter(Boolean)
        .join('；'),
      en: [
        words.length > 0 ? `file name has ${words.join(', ')}` : '',
        shown === '' ? '' : `columns ${shown}`,
      ]
        .filter(Boolean)
        .join('; '),
    },
  };
}
