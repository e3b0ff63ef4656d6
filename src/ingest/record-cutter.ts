import { CleanRuns } from './clean-lines/clean-runs.js';
import type { LineChecker } from './clean-lines/line-checker.js';
import type { RecordSink, RejectCode } from './record-sink.js';
import { splitFields } from './split-fields.js';

/** Caps of one field and one record; more is damage, not data. */
const MOST_FIELD_BYTES = 64 * 1024;
const MOST_RECORD_BYTES = 1024 * 1024;
/** A longer line has more than MOST_RECORD_BYTES characters whatever they are; what follows in it tells nothing more. */
const LONGEST_CARRY = 3 * MOST_RECORD_BYTES + 4;
/** Lines that one quoted text may cover. */
const MOST_LINES = 500;

export interface CutterOptions {
  readonly delimiter: string;
  readonly columns: number;
  /** Columns that may hold line breaks. */
  readonly freeText: ReadonlySet<number>;
  /** Last physical line of the header; lines up to it are not records. */
  readonly headerLine: number;
  /** Spares the lines that it calls clean from being looked at as records. */
  readonly checker?: LineChecker | null;
}

interface Pending {
  readonly line: number;
  readonly parts: string[];
  /** Column whose quote is open. */
  readonly column: number;
  bytes: number;
}

const ORDINARY = 0;
const DELIMITER = 1;
const SPECIAL = 2;
const LINE_END = 3;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts UTF-8 text into records, line by line, so that no quote can swallow a neighbour: where a quote does not close
 * within its own record, only the line that opened it is rejected and the next line starts afresh.
 * Lines end with LF, CRLF or CR. Every record goes to the sink exactly once, as a record or as a reject.
 */
export class RecordCutter {
  private readonly classes = new Uint8Array(256);
  private readonly runs: CleanRuns | null;
  private carry = Buffer.alloc(0);
  /** Physical lines taken so far. */
  line = 0;
  private pending: Pending | null = null;
  /** Empty lines, and lines of nothing but delimiters. */
  blank = 0;
  /** How the header and the records below it end; line breaks inside quotes do not count. */
  readonly recordEnds = { lf: 0, crlf: 0, cr: 0 };
  /** Records that had to be looked at character by character. */
  takenApart = 0;

  constructor(
    private readonly options: CutterOptions,
    private readonly sink: RecordSink,
  ) {
    const checker = options.checker ?? null;
    this.runs = checker === null ? null : new CleanRuns(checker, (run) => sink.clean?.(run));
    for (const byte of [0x00, 0x1f, 0x22]) this.classes[byte] = SPECIAL;
    this.classes[options.delimiter.charCodeAt(0)] = DELIMITER;
    for (const byte of [0x0a, 0x0d]) this.classes[byte] = LINE_END;
  }

  push(chunk: Buffer): void {
    let rest = this.carry.length < LONGEST_CARRY ? chunk : this.afterOverlong(chunk);
    if (this.carry.length > 0) {
      // Only the line across two chunks is copied, not the whole chunk.
      const lf = rest.indexOf(LF);
      const taken = lf === -1 ? rest.length : lf + 1;
      const across = Buffer.concat([this.carry, rest.subarray(0, taken)]);
      this.carry = Buffer.from(across.subarray(this.cut(across, false)));
      rest = rest.subarray(taken);
    }
    if (this.carry.length === 0) this.carry = Buffer.from(rest.subarray(this.cut(rest, false)));
  }

  /** A line that is too long already is not kept: what comes before its end is passed over. */
  private afterOverlong(chunk: Buffer): Buffer {
    if (this.carry.at(-1) === CR) return chunk;
    const ends = [chunk.indexOf(LF), chunk.indexOf(CR)].filter((at) => at !== -1);
    return chunk.subarray(ends.length === 0 ? chunk.length : Math.min(...ends));
  }

  /** Takes the last line, which may lack its end, and settles what is still open. */
  finish(): void {
    const rest = this.carry;
    const used = this.cut(rest, true);
    if (used < rest.length) this.takeText(rest.toString('utf8', used), true);
    while (this.pending !== null) this.giveUp(true);
  }

  /** Returns how many bytes whole lines took. */
  private cut(bytes: Buffer, last: boolean): number {
    const limit = this.runs === null ? -1 : this.runs.limit(bytes);
    let start = 0;
    for (;;) {
      if (start < limit) start = this.takeClean(bytes, start, limit);
      const next = this.cutLine(bytes, start, last);
      if (next === -1) return start;
      start = next;
    }
  }

  /** Takes the clean lines from `start` on and returns where the next other line starts. */
  private takeClean(bytes: Buffer, start: number, limit: number): number {
    const { runs } = this;
    if (runs === null || this.pending !== null || this.line < this.options.headerLine) return start;
    const { end, records } = runs.take(bytes, start, limit, this.line + 1);
    this.line += records;
    this.recordEnds[runs.checker.crlf ? 'crlf' : 'lf'] += records;
    return end;
  }

  /** Takes one line and returns where the next one starts; -1 where the line may go on in the next chunk. */
  private cutLine(bytes: Buffer, start: number, last: boolean): number {
    const { classes } = this;
    const length = bytes.length;
    let delimiters = 0;
    let special = false;
    for (let at = start; at < length; at += 1) {
      const kind = classes[bytes[at] as number];
      if (kind === ORDINARY) continue;
      if (kind === DELIMITER) delimiters += 1;
      else if (kind === SPECIAL) special = true;
      else {
        const width = lineEndWidth(bytes, at, last);
        if (width === 0) return -1;
        this.takeLine(bytes, start, at, special ? -1 : delimiters);
        this.countEnd(bytes[at] === LF, width);
        return at + width;
      }
    }
    return -1;
  }

  private countEnd(isLf: boolean, width: 1 | 2): void {
    if (this.pending !== null || this.line < this.options.headerLine) return;
    if (isLf) this.recordEnds.lf += 1;
    else if (width === 2) this.recordEnds.crlf += 1;
    else this.recordEnds.cr += 1;
  }

  /** `delimiters` is -1 where the line has to be looked at character by character. */
  private takeLine(bytes: Buffer, start: number, end: number, delimiters: number): void {
    const isPlain =
      delimiters > 0 && delimiters === this.options.columns - 1 && end - start <= MOST_FIELD_BYTES;
    if ((isPlain || end === start) && this.pending === null && this.line >= this.options.headerLine) {
      this.line += 1;
      if (end - start === delimiters) this.blank += 1;
      else this.sink.plain(this.line, bytes.subarray(start, end));
      return;
    }
    this.takeText(bytes.toString('utf8', start, end), false);
  }

  private takeText(text: string, last: boolean): void {
    this.line += 1;
    if (this.line <= this.options.headerLine) return;
    this.place(this.line, text, last);
  }

  private place(line: number, text: string, last: boolean): void {
    if (this.pending !== null) this.extend(this.pending, text, last);
    else this.begin(line, text, last);
  }

  private begin(line: number, text: string, last: boolean): void {
    if (this.isBlank(text)) {
      this.blank += 1;
      return;
    }
    this.takenApart += 1;
    if (text.length > MOST_RECORD_BYTES) return this.reject(line, 1, 'E_TOO_LONG', null);
    const { fields, state } = splitFields(text, this.options.delimiter);
    const column = fields.length - 1;
    if (state === 'torn') return this.reject(line, 1, last ? 'E_TRUNCATED' : 'E_QUOTE_TORN', column);
    if (state === 'closed') return this.settle(line, 1, fields, last);
    if (this.opensAndRunsOn(fields))
      return this.reject(line, 1, last ? 'E_TRUNCATED' : 'E_QUOTE_UNCLOSED', column);
    this.pending = { line, parts: [text], column, bytes: text.length };
  }

  /** The open field holds the delimiters of the rest of its row: the quote should have closed on this line. */
  private opensAndRunsOn(fields: readonly string[]): boolean {
    const { delimiter, columns } = this.options;
    const column = fields.length - 1;
    const width = column + (fields[column] ?? '').split(delimiter).length;
    return column < columns - 1 && width >= columns;
  }

  private extend(pending: Pending, text: string, last: boolean): void {
    pending.parts.push(text);
    pending.bytes += text.length + 1;
    const width = text.split(this.options.delimiter).length;
    const merged = text.includes('"') ? splitFields(pending.parts.join('\n'), this.options.delimiter) : null;
    if (merged === null || merged.state === 'open') {
      if (this.goesOnTooLong(pending, width)) this.giveUp(last);
      return;
    }
    const swallowsARow = width >= this.options.columns && pending.column > 0;
    if (merged.state === 'torn' || swallowsARow || !this.fits(merged.fields)) return this.giveUp(last);
    this.pending = null;
    this.settle(pending.line, pending.parts.length, merged.fields, last);
  }

  /** A quoted text that holds a line with all the fields of a row holds a row. */
  private goesOnTooLong(pending: Pending, width: number): boolean {
    const { bytes, parts } = pending;
    return bytes > MOST_FIELD_BYTES || parts.length > MOST_LINES || width === this.options.columns;
  }

  /** Rejects the line whose quote does not close and takes the lines after it afresh. */
  private giveUp(last: boolean): void {
    const { pending } = this;
    if (pending === null) return;
    this.pending = null;
    const alone = pending.parts.length === 1;
    this.reject(pending.line, 1, last && alone ? 'E_TRUNCATED' : 'E_QUOTE_UNCLOSED', pending.column);
    for (const [index, part] of pending.parts.slice(1).entries()) {
      this.place(pending.line + 1 + index, part, last && index === pending.parts.length - 2);
    }
  }

  private settle(line: number, lines: number, fields: readonly string[], last: boolean): void {
    const { columns, freeText } = this.options;
    if (!this.fits(fields)) {
      const cut = last && fields.length < columns;
      return this.reject(line, lines, cut ? 'E_TRUNCATED' : 'E_FIELD_COUNT', null);
    }
    const column = fields.findIndex((field, index) => hasTrouble(field, freeText.has(index)) !== null);
    const code = column === -1 ? null : hasTrouble(fields[column] ?? '', freeText.has(column));
    if (code !== null) return this.reject(line, lines, code, column);
    this.sink.fields(line, fields.slice(0, columns));
  }

  /** The right number of fields; empty ones too many at the end do no harm. */
  private fits(fields: readonly string[]): boolean {
    const { columns } = this.options;
    return fields.length >= columns && fields.slice(columns).every((field) => field.trim() === '');
  }

  private reject(line: number, lines: number, code: RejectCode, column: number | null): void {
    this.sink.reject({ line, lines, code, column });
  }

  private isBlank(text: string): boolean {
    return text.replaceAll(this.options.delimiter, '').trim() === '';
  }
}

/** Bytes of the line end at `at`; 0 where a CR ends the chunk and its LF may come with the next one. */
function lineEndWidth(bytes: Buffer, at: number, last: boolean): 0 | 1 | 2 {
  if (bytes[at] === 0x0a) return 1;
  if (at + 1 === bytes.length) return last ? 1 : 0;
  return bytes[at + 1] === 0x0a ? 2 : 1;
}

function hasTrouble(field: string, mayBreak: boolean): RejectCode | null {
  if (field.includes('\0')) return 'E_NUL';
  if (!mayBreak && /[\r\n]/.test(field)) return 'E_LINE_BREAK';
  return field.length > MOST_FIELD_BYTES ? 'E_TOO_LONG' : null;
}
