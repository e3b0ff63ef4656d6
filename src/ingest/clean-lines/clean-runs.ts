import type { LineChecker } from './line-checker.js';

/** Lines of one run: more than stand in a chunk of usual lines. */
const MOST_IN_RUN = 1 << 14;
const LF = 0x0a;

/** Clean records on lines that follow each other; the bytes are good only while they are being told. */
export interface CleanRun {
  /** Physical line of the first of them. */
  readonly line: number;
  readonly records: number;
  readonly bytes: Buffer;
  readonly start: number;
  /** Where each line ends, its line end included. */
  readonly ends: Int32Array;
}

/** Collects the clean lines that follow each other in a chunk. */
export class CleanRuns {
  private readonly ends = new Int32Array(MOST_IN_RUN);

  constructor(
    readonly checker: LineChecker,
    private readonly tell: (run: CleanRun) => void,
  ) {}

  /** The last place up to which lines of a chunk may be taken; -1 for none. */
  limit(bytes: Buffer): number {
    return bytes.lastIndexOf(LF);
  }

  /** Tells of the clean lines from `start` on, of which the first is line `line`, and returns where the run ends. */
  take(
    bytes: Buffer,
    start: number,
    limit: number,
    line: number,
  ): { readonly end: number; readonly records: number } {
    let at = start;
    let records = 0;
    while (at < limit && records < MOST_IN_RUN) {
      const end = this.checker.check(bytes, at);
      if (end === -1) break;
      this.ends[records] = end;
      records += 1;
      at = end;
    }
    if (records > 0) this.tell({ line, records, bytes, start, ends: this.ends });
    return { end: at, records };
  }
}
