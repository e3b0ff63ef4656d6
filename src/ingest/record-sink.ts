import type { CleanRun } from './clean-lines/clean-runs.js';

export const REJECT_CODES = [
  'E_FIELD_COUNT',
  'E_QUOTE_TORN',
  'E_QUOTE_UNCLOSED',
  'E_LINE_BREAK',
  'E_NUL',
  'E_TOO_LONG',
  'E_TRUNCATED',
  'E_ID_NUMERIC',
  'E_FORMULA_UNSAVED',
  'E_CELL_ERROR',
  'E_MEMBER_LIST',
  'N_SUMMARY_ROW',
  'N_NOTE_ROW',
  'N_GROUP_ROW',
  'N_HEADER_ROW',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

/** Rejects that say that the file is broken, not just a row: by default they stop the run. */
export const STRUCTURAL_REJECTS: ReadonlySet<RejectCode> = new Set(['E_QUOTE_UNCLOSED', 'E_TRUNCATED']);

/** Line ends by kind. */
export interface LineEnds {
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
}

/** One record that cannot be loaded. */
export interface CutReject {
  /** Physical line at which it starts, and how many lines it covers. */
  readonly line: number;
  readonly lines: number;
  readonly code: RejectCode;
  /** 0-based column where the trouble is, if one can be named. */
  readonly column: number | null;
}

export interface RecordSink {
  /** Lines that the checker vouches for; must be there where the options have a checker. */
  clean?(run: CleanRun): void;

  /** A record on one line that needs no change: its bytes without the line end. */
  plain(line: number, bytes: Buffer): void;
  /** A record whose fields had to be taken apart. */
  fields(line: number, fields: readonly string[]): void;
  reject(reject: CutReject): void;
}
