import { packBits, repeated } from './small-numbers.js';

/** Rows of a row group: as many as the engine's own writer puts into one. */
export const ROW_GROUP_ROWS = 122_880;

/** Which rows of a page hold a value: Parquet's definition levels of a column that may hold NULL. */
export class PresentRows {
  private readonly levels = new Uint8Array(ROW_GROUP_ROWS).fill(1);
  private count = 0;
  private nulls = 0;

  addValue(): void {
    this.count += 1;
  }

  addNull(): void {
    this.levels[this.count] = 0;
    this.count += 1;
    this.nulls += 1;
  }

  /** The levels behind their length; begins anew. */
  take(): Buffer {
    const isMixed = this.nulls > 0 && this.nulls < this.count;
    const runs = isMixed ? packBits(this.levels, this.count) : repeated(this.count, this.nulls === 0 ? 1 : 0);
    if (this.nulls > 0) this.levels.fill(1);
    this.count = 0;
    this.nulls = 0;
    const length = Buffer.alloc(4);
    length.writeUInt32LE(runs.length);
    return Buffer.concat([length, runs]);
  }
}
