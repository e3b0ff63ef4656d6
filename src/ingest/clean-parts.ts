import { join } from 'node:path';
import type { FieldSpec } from '../model/kinds/field.js';
import { cleanColumns, type CleanColumns } from './clean-lines/clean-columns.js';
import type { CleanRun } from './clean-lines/clean-runs.js';
import { CELL, type LineChecker } from './clean-lines/line-checker.js';
import { NumberColumn } from './parquet/number-columns.js';
import { ParquetFile, type ParquetColumn } from './parquet/parquet-file.js';
import { ROW_GROUP_ROWS } from './parquet/present-rows.js';

/** Bytes of text in a row group; with usual records the number of rows ends it long before. */
const ROW_GROUP_BYTES = 64 << 20;

export interface CleanPartsRequest {
  readonly checker: LineChecker;
  /** The fields that the export has, and the column of each. */
  readonly fields: readonly { readonly field: FieldSpec; readonly column: number }[];
  /** Number of columns of the export. */
  readonly width: number;
  readonly folder: string;
  /** Names the next part. */
  readonly nextName: () => string;
}

/** A Parquet file of clean records. */
export interface WrittenPart {
  readonly parquet: string;
  /** Line of the first record where records follow each other; null where each carries its line. */
  readonly firstLine: number | null;
  readonly records: number;
}

/**
 * Writes clean lines into Parquet, column by column as their bytes stand: they were taken apart to be checked, and
 * handing them to the engine as CSV would take them apart again. As long as they follow each other in the export their
 * part knows its first line; after the first gap each record carries its own.
 */
export class CleanParts {
  private current: CleanPart | null = null;
  private readonly written: WrittenPart[] = [];
  private nextLine = -1;
  private isNumbered = false;

  constructor(private readonly request: CleanPartsRequest) {}

  run(run: CleanRun): void {
    if (this.nextLine !== -1 && run.line !== this.nextLine && !this.isNumbered) {
      this.end();
      this.isNumbered = true;
    }
    this.nextLine = run.line + run.records;
    this.current ??= new CleanPart(this.request, this.isNumbered ? null : run.line);
    this.current.take(run);
  }

  finish(): readonly WrittenPart[] {
    this.end();
    return this.written;
  }

  /** Lets go of what is open; for a reading that failed. */
  abandon(): void {
    this.current?.abandon();
    this.current = null;
  }

  private end(): void {
    if (this.current !== null) this.written.push(this.current.finish());
    this.current = null;
  }
}

class CleanPart {
  private readonly fields: readonly { readonly into: CleanColumns; readonly column: number }[];
  private readonly line: NumberColumn | null;
  private readonly parquet: string;
  private readonly file: ParquetFile;
  private rows = 0;
  private bytes = 0;
  private records = 0;

  constructor(
    private readonly request: CleanPartsRequest,
    private readonly firstLine: number | null,
  ) {
    const { checker, fields, folder, nextName } = request;
    this.fields = fields.map(({ field, column }) => ({ into: cleanColumns(field, checker), column }));
    this.line = firstLine === null ? new NumberColumn('line', 'bigint') : null;
    const columns = this.fields.flatMap(({ into }) => into.columns);
    const lines: readonly ParquetColumn[] = this.line === null ? [] : [this.line];
    this.parquet = nextName();
    this.file = new ParquetFile(join(folder, this.parquet), [...lines, ...columns]);
  }

  take(run: CleanRun): void {
    if (this.rows + run.records > ROW_GROUP_ROWS || this.bytes > ROW_GROUP_BYTES) this.endGroup();
    if (this.line !== null)
      for (let index = 0; index < run.records; index += 1) this.line.append(run.line + index);
    const { cells: places, records } = run;
    const bytes = new DataView(run.bytes.buffer, run.bytes.byteOffset, run.bytes.length);
    const step = this.request.width * CELL;
    for (const { into, column } of this.fields)
      into.takeCells({ bytes, places, first: column * CELL, last: records * step, step });
    this.rows += run.records;
    this.bytes += textBytes(run, this.request.width);
  }

  finish(): WrittenPart {
    this.endGroup();
    this.file.finish();
    return { parquet: this.parquet, firstLine: this.firstLine, records: this.records };
  }

  abandon(): void {
    this.file.close();
  }

  private endGroup(): void {
    if (this.rows === 0) return;
    this.file.writeRowGroup(this.rows);
    this.records += this.rows;
    this.rows = 0;
    this.bytes = 0;
  }
}

/** From the first cell of a run to its last one. */
function textBytes({ cells, records }: CleanRun, width: number): number {
  return (cells[records * width * CELL - 2] as number) - (cells[0] as number);
}
