import { MOST_RECORDS, type LineChecker } from './line-checker.js';

const LF = 0x0a;

/** Clean records on lines that follow each other; bytes and cells are good only while they are being told. */
export interface CleanRun {
  /** Physical line of the first of them. */
  readonly line: number;
  readonly records: number;
  readonly bytes: Buffer;
  /** CELL numbers for each column of each record. */
  readonly cells: Int32Array;
}

/** Collects the clean lines that follow each other in a chunk. */
export class CleanRuns {
  constructor(
    readonly checker: LineChecker,
    private readonly tell: (run: CleanRun) => void,
  ) {}

  /** The last place up to which lines of a chunk may be taken; -1 for none. */
  limit(bytes: Buffer): number {
    return bytes.lastIndexOf(LF);
  }

  /** Tells of the clean lines from `start` on, of which the first is line `line`, and returns where they end. */
  take(
    bytes: Buffer,
    start: number,
    limit: number,
    line: number,
  ): { readonly end: number; readonly records: number } {
    const { checker } = this;
    let at = start;
    let records = 0;
    let waiting = 0;
    while (at < limit) {
      const end = checker.check(bytes, at, waiting);
      if (end === -1) break;
      at = end;
      records += 1;
      waiting += 1;
      if (waiting === MOST_RECORDS) {
        this.tell({ line: line + records - waiting, records: waiting, bytes, cells: checker.cells });
        waiting = 0;
      }
    }
    if (waiting > 0)
      this.tell({ line: line + records - waiting, records: waiting, bytes, cells: checker.cells });
    return { end: at, records };
  }
}
