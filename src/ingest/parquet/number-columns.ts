import type { Cells } from './cells.js';
import type { ColumnForm, ColumnPage, ParquetColumn } from './parquet-file.js';
import { PresentRows, ROW_GROUP_ROWS } from './present-rows.js';

/** What a text stands for. */
type ReadNumber = (bytes: DataView, start: number, end: number) => number;

const LOW = 2 ** 32;

/** Whole numbers: days since 1970-01-01 and counts in four bytes, lines and cents in eight. */
export class NumberColumn implements ParquetColumn {
  private readonly rows = new PresentRows();
  private readonly values = new DataView(new ArrayBuffer(ROW_GROUP_ROWS * 8));
  private readonly isWide: boolean;
  private used = 0;

  constructor(
    readonly name: string,
    readonly form: Exclude<ColumnForm, 'text'>,
  ) {
    this.isWide = form === 'bigint' || form === 'money';
  }

  takeCells({ bytes, places, first, last, step }: Cells, read: ReadNumber): void {
    for (let cell = first; cell < last; cell += step) {
      const start = places[cell] as number;
      const end = places[cell + 1] as number;
      if (start === end) this.rows.addNull();
      else this.append(read(bytes, start, end));
    }
  }

  /** Exact as long as the number is a safe integer; a BigInt each would cost more than all the rest. */
  append(value: number): void {
    this.rows.addValue();
    const high = Math.floor(value / LOW);
    this.values.setUint32(this.used, value - high * LOW, true);
    this.used += 4;
    if (!this.isWide) return;
    this.values.setInt32(this.used, high, true);
    this.used += 4;
  }

  takePage(): ColumnPage {
    const values = new Uint8Array(this.values.buffer, 0, this.used);
    this.used = 0;
    return { parts: [this.rows.take(), values], dictionary: null };
  }
}
