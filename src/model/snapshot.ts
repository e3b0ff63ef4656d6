import type { RegistryKind } from './registry-kinds.js';

/** Something about an export that does not stop the run; `code` stands in the issue catalogue. */
export interface ExportWarning {
  readonly code: string;
  readonly line: number | null;
  /** Header names and counts, never values of persons. */
  readonly detail: string;
}

/** What one delivered file became. `scanned = loaded + rejected`, always. */
export interface ExportReport {
  /** Path relative to the project folder, as it stands in every contract. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly lineEndings: { readonly lf: number; readonly crlf: number; readonly cr: number };
  readonly headerLine: number;
  /** Header cells in file order and the field each means, null where none. */
  readonly columns: readonly {
    readonly header: string;
    readonly field: string | null;
    readonly why: string;
  }[];
  /** Empty lines below the header; they are no records. */
  readonly blank: number;
  readonly scanned: number;
  readonly loaded: number;
  readonly rejected: number;
  /** Of the rejected: totals, notes, subtitles and repeated headers, which are rows but no records (severity note). */
  readonly setAside?: number;
  /** `bulk`: no record had to be taken apart; `careful`: some had, character by character or row by row. */
  readonly path: 'bulk' | 'careful';
  readonly warnings: readonly ExportWarning[];
}

/**
 * One Parquet file of a snapshot. A bulk part keeps the order of its export and has no `line` column:
 * line = firstLine + row index. A careful part (firstLine null) has a BIGINT column `line`.
 */
export interface SnapshotPart {
  readonly parquet: string;
  readonly file: string;
  readonly firstLine: number | null;
  readonly records: number;
  /**
   * Every record is canonical as it was written and carries no flag. Such a part has only the columns that can hold
   * something; it is read by column name beside a part that has them all.
   */
  readonly clean?: boolean;
}

/** A written category that neither the vocabulary nor the project's mappings know. */
export interface UnmappedValue {
  readonly field: string;
  readonly vocabulary: string;
  /** Null where the values of the column do not look like classes; then they may be persons and are not told. */
  readonly value: string | null;
  readonly count: number;
}

/** The manifest beside the Parquet files of one registry at one date (`snapshot.json`). */
export interface Snapshot {
  readonly registry: string;
  readonly kind: RegistryKind;
  /** Date up to which the registry is complete, YYYY-MM-DD. */
  readonly asOf: string;
  /** Folder that holds the parts, absolute when loaded, absent in the file. */
  readonly folder: string;
  readonly parts: readonly SnapshotPart[];
  /** Parquet file of rejects: file, line, code, column, message; its twin `rejects.bin` keeps the original bytes. */
  readonly rejects: string | null;
  readonly exports: readonly ExportReport[];
  /** Records per quality flag. */
  readonly flags: Readonly<Record<string, number>>;
  /** Most frequent first. */
  readonly unmapped: readonly UnmappedValue[];
}
