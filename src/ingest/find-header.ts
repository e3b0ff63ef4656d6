import { InputError } from '../model/errors.js';
import { REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { safeText } from '../normalize/text.js';
import { mapHeader, type ColumnOverrides, type HeaderMapping } from './header-mapping.js';
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
  const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let best: HeaderLine | null = null;
  let bestScore = 0;
  for (let index = 0; index < Math.min(lines.length, MOST_LINES_ABOVE + 1); index += 1) {
    for (const delimiter of DELIMITERS) {
      const candidate = headerAt(lines, index, delimiter);
      const score = candidate === null ? 0 : candidate.headers.filter(known).length;
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
  }
  return best;
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

export interface HeaderRequest {
  readonly kind: RegistryKind;
  readonly overrides: ColumnOverrides;
  /** Name of the file in messages. */
  readonly file: string;
}

/** Finds and maps the header. Throws InputError as mapHeader does, and E_HEADER_UNKNOWN where no line is a header. */
export function findHeader(head: string, request: HeaderRequest): FoundHeader {
  const found = locateHeader(head, knownHeaders(request));
  if (found === null) throw unknownHeader(locateHeader(head, isHeaderOfAnyKind), request);
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

/** Cells are not echoed: a file without a header begins with a person. */
export function unknownHeader(other: HeaderLine | null, request: HeaderRequest): InputError {
  const guesses = other === null ? [] : recognizeKind(request.file, other.headers);
  const guess = guesses[0] === undefined ? '' : `; it looks like kind \`${guesses[0].kind}\``;
  return new InputError(
    `${request.file}: none of the first ${MOST_LINES_ABOVE + 1} lines has a header of kind \`${request.kind}\`${guess}`,
    {
      code: 'E_HEADER_UNKNOWN',
      hint: `\`yingbao schema ${request.kind}\` shows the headers that are understood; columns: can name others`,
      file: request.file,
      line: 1,
    },
  );
}

/** A header that misses fields of this kind but has all of another one was probably filed under the wrong registry. */
function withOtherKind(error: unknown, found: HeaderLine, request: HeaderRequest): unknown {
  if (!(error instanceof InputError) || error.code !== 'E_HEADER_MISSING') return error;
  const [guess] = recognizeKind(request.file, found.headers).filter(({ kind }) => kind !== request.kind);
  if (guess === undefined) return error;
  return new InputError(`${error.message}; the header fits kind \`${guess.kind}\``, {
    code: error.code,
    hint: error.hint ?? '',
    file: request.file,
    line: found.line,
  });
}
