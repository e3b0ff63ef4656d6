import type { Bilingual } from '../model/bilingual.js';
import { InputError } from '../model/errors.js';
import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { safeText } from '../normalize/text.js';
import { columnTitles } from './column-titles.js';
import {
  describeFields,
  mapHeader,
  missingFields,
  type ColumnOverrides,
  type HeaderMapping,
} from './header-mapping.js';
import { foldHeader, readHeader } from './header-words.js';
import { readMemberHeader } from './member-headers.js';
import { planMembers, type MemberPlan } from './member-plan.js';
import { recognizeKind } from './recognize-kind.js';
import { splitFields } from './split-fields.js';

export const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Title and note rows that may stand above the header. */
const MOST_LINES_ABOVE = 10;
const MOST_LINES_OF_HEADER = 10;

/** The line that holds the headers, and what separates them. */
export interface HeaderLine {
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  /** Physical 1-based lines on which the header starts and ends. */
  readonly line: number;
  readonly lastLine: number;
}

export interface FoundHeader extends HeaderLine {
  /** Headers of the rows that are loaded: those of the file, or of the persons that a row of a family sheet becomes. */
  readonly columns: readonly string[];
  readonly mapping: HeaderMapping;
  readonly members: MemberPlan | null;
}

/** The header of a kind in the first lines of a text; null when no line has at least one header of it. */
export function locateHeader(head: string, known: (header: string) => boolean): HeaderLine | null {
  return chooseHeader(headerCandidates(head, known), known);
}

/** The first lines of a text, cut by every delimiter, each by itself and with the line below it. */
function headerCandidates(head: string, known: (header: string) => boolean): readonly HeaderLine[] {
  const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return Array.from({ length: Math.min(lines.length, MOST_LINES_ABOVE + 1) }, (_, index) =>
    DELIMITERS.flatMap((delimiter) => {
      const single = headerAt(lines, index, delimiter);
      return [single, withNextRow(lines, single, known)];
    }),
  )
    .flat()
    .filter((candidate) => candidate !== null);
}

/**
 * The candidate with most headers that are known; null where none has one. Between equals one row goes before two, so that
 * a title is not taken for half of the header below it, and the one with more cells before a title that is a word of the
 * kind. A cell that stands alone is a title, unless every line is one cell.
 */
export function chooseHeader(
  candidates: readonly HeaderLine[],
  known: (header: string) => boolean,
): HeaderLine | null {
  const wide = candidates.filter((candidate) => filled(candidate) > 1);
  const scored = (wide.length > 0 ? wide : candidates).map((candidate) => ({
    candidate,
    score: candidate.headers.filter((header) => header !== '' && known(header)).length,
    rows: candidate.lastLine - candidate.line + 1,
  }));
  const [best] = scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.rows - b.rows || filled(b.candidate) - filled(a.candidate));
  return best?.candidate ?? null;
}

function filled({ headers }: HeaderLine): number {
  return headers.filter((header) => header !== '').length;
}

function headerAt(lines: readonly string[], index: number, delimiter: Delimiter): HeaderLine | null {
  let text = lines[index] ?? '';
  for (let last = index; last < Math.min(lines.length, index + MOST_LINES_OF_HEADER); last += 1) {
    if (last > index) text += `\n${lines[last] ?? ''}`;
    const { fields, state } = splitFields(text, delimiter);
    if (state === 'torn') return null;
    if (state === 'closed')
      return {
        delimiter,
        headers: fields.map((cell) => safeText(cell).trim()),
        line: index + 1,
        lastLine: last + 1,
      };
  }
  return null;
}

/** A header over two rows, as a spreadsheet saves it: the lower row has as many cells and fills the gaps of the upper one. */
function withNextRow(
  lines: readonly string[],
  upper: HeaderLine | null,
  known: (header: string) => boolean,
): HeaderLine | null {
  if (upper === null || !upper.headers.some(known)) return null;
  const lower = headerAt(lines, upper.lastLine, upper.delimiter);
  if (lower === null || lower.headers.length !== upper.headers.length) return null;
  const rows = [upper, lower].map(({ line, headers: cells }) => ({ line, cells }));
  return { ...upper, headers: columnTitles(rows, [], known), lastLine: lower.lastLine };
}

export interface HeaderRequest {
  readonly kind: RegistryKind;
  readonly overrides: ColumnOverrides;
  /** Name of the file in messages. */
  readonly file: string;
}

/** Finds and maps the header. Throws InputError as mapHeader does, and E_HEADER_UNKNOWN where no line is a header. */
export function findHeader(head: string, request: HeaderRequest): FoundHeader {
  const known = knownHeaders(request);
  const candidates = headerCandidates(head, known);
  const found = chooseHeader(candidates, known);
  if (found === null) throw unknownHeader(candidates, request);
  return mapFound(found, request);
}

/** What counts as a header of the kind: a synonym, a column of a family's member, or what `columns:` names. */
export function knownHeaders({ kind, overrides }: HeaderRequest): (header: string) => boolean {
  const configured = new Set(Object.values(overrides).map(foldHeader));
  return (header) =>
    configured.has(foldHeader(header)) ||
    readHeader(kind, header) !== null ||
    readMemberHeader(kind, header) !== null;
}

/** Maps a header that was found. Throws InputError as mapHeader does. */
export function mapFound(found: HeaderLine, request: HeaderRequest): FoundHeader {
  const { kind, overrides, file } = request;
  const place = { file, line: found.line };
  const members = overrides['name'] === undefined ? planMembers(kind, found.headers) : null;
  const columns = members?.columns ?? found.headers;
  try {
    return { ...found, columns, members, mapping: mapHeader(kind, columns, overrides, place) };
  } catch (error) {
    throw withOtherKind(error, found, request);
  }
}

/** True where any kind knows the header; used to recognise files and encodings before the kind is certain. */
export function isHeaderOfAnyKind(header: string): boolean {
  return REGISTRY_KINDS.some((kind) => {
    const reading = readHeader(kind, header);
    return reading !== null && reading.way !== 'truncated';
  });
}

/**
 * Names the line that looks most like a header and what it misses. Cells are echoed only where they are headers of some
 * kind: a file without a header begins with a person.
 */
export function unknownHeader(candidates: readonly HeaderLine[], request: HeaderRequest): InputError {
  const { kind, file } = request;
  const other = chooseHeader(candidates, isHeaderOfAnyKind);
  const likely = other ?? likelyByShape(candidates);
  const [guess] = other === null ? [] : recognizeKind(file, other.headers);
  const known =
    other === null ? [] : other.headers.filter((header) => header !== '' && isHeaderOfAnyKind(header));
  const missing = describeFields(missingFields(kind, KIND_SPECS[kind].fields, new Map()));
  const looks = likely === null ? { zh: '', en: '' } : likelyHeader(likely.line, known, missing);
  const fits =
    guess === undefined
      ? { zh: '', en: '' }
      : { zh: `；更像类别 ${guess.kind} 的名单`, en: `; it looks like kind \`${guess.kind}\`` };
  const most = MOST_LINES_ABOVE + 1;
  return new InputError(
    `${file}: none of the first ${most} lines has a header of kind \`${kind}\`${looks.en}${fits.en}`,
    {
      zh: `${file}：前 ${most} 行中没有类别 ${kind} 的表头${looks.zh}${fits.zh}`,
      code: 'E_HEADER_UNKNOWN',
      hint: `\`yingbao schema ${kind}\` shows the headers that are understood; columns: can name others`,
      file,
      line: likely?.line ?? 1,
    },
  );
}

function likelyHeader(line: number, known: readonly string[], missing: Bilingual): Bilingual {
  const columns =
    known.length === 0
      ? { zh: '但没有可识别的列', en: 'none of its columns is known' }
      : { zh: `可识别的有 ${known.join('、')}`, en: `known are ${known.join(', ')}` };
  return {
    zh: `；第 ${line} 行最像表头，${columns.zh}，缺少 ${missing.zh}`,
    en: `; line ${line} looks most like one: ${columns.en}, missing is ${missing.en}`,
  };
}

/** Headers are several different words without numbers; titles stand alone, and records have dates and numbers. */
function likelyByShape(candidates: readonly HeaderLine[]): HeaderLine | null {
  const words = candidates.filter(({ headers }) => {
    const cells = headers.filter((header) => header !== '');
    const isWord = (cell: string): boolean => cell.length <= 20 && !/\d{3}/.test(cell);
    return cells.length > 1 && new Set(cells).size === cells.length && cells.every(isWord);
  });
  return words.reduce<HeaderLine | null>(
    (best, one) => (best === null || filled(one) > filled(best) ? one : best),
    null,
  );
}

/** A header that misses fields of this kind but has all of another one was probably filed under the wrong registry. */
function withOtherKind(error: unknown, found: HeaderLine, request: HeaderRequest): unknown {
  if (!(error instanceof InputError) || error.code !== 'E_HEADER_MISSING') return error;
  const [guess] = recognizeKind(request.file, found.headers).filter(({ kind }) => kind !== request.kind);
  if (guess === undefined) return error;
  return new InputError(`${error.message}; the header fits kind \`${guess.kind}\``, {
    zh: `${error.zh}；表头符合类别 ${guess.kind}`,
    code: error.code,
    hint: error.hint ?? '',
    file: request.file,
    line: found.line,
  });
}
