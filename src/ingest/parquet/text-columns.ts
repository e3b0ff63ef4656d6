import type { Cells } from './cells.js';
import type { ColumnPage, ParquetColumn } from './parquet-file.js';
import { PresentRows, ROW_GROUP_ROWS } from './present-rows.js';
import { encodeNumbers } from './small-numbers.js';
import { TextBytes } from './text-bytes.js';
import { TextNumbers } from './text-numbers.js';

/** Texts as they stand in the export. */
export class TextColumn implements ParquetColumn {
  readonly form = 'text';
  protected readonly rows = new PresentRows();
  protected readonly texts = new TextBytes();

  constructor(readonly name: string) {}

  takeCells({ bytes, places, first, last, step }: Cells): void {
    for (let cell = first; cell < last; cell += step) {
      const start = places[cell] as number;
      const end = places[cell + 1] as number;
      if (start === end) this.rows.addNull();
      else {
        this.rows.addValue();
        this.texts.append(bytes, start, end);
      }
    }
  }

  takePage(): ColumnPage {
    return { parts: [this.rows.take(), this.texts.take()], dictionary: null };
  }
}

/** Values of a closed list, by their place in it. */
export class CodeColumn implements ParquetColumn {
  readonly form = 'text';
  private readonly rows = new PresentRows();
  private readonly numbers = new Uint16Array(ROW_GROUP_ROWS);
  private readonly numberOf: Int32Array;
  private used: number[] = [];
  private count = 0;

  constructor(
    readonly name: string,
    private readonly codes: readonly string[],
  ) {
    this.numberOf = new Int32Array(codes.length).fill(-1);
  }

  /** `codeAt` says which code the cell at a place is. */
  takeCells({ places, first, last, step }: Cells, codeAt: (cell: number) => number): void {
    for (let cell = first; cell < last; cell += step) {
      if (places[cell] === places[cell + 1]) this.rows.addNull();
      else this.append(codeAt(cell));
    }
  }

  private append(code: number): void {
    this.rows.addValue();
    let number = this.numberOf[code] as number;
    if (number === -1) {
      number = this.used.length;
      this.numberOf[code] = number;
      this.used.push(code);
    }
    this.numbers[this.count] = number;
    this.count += 1;
  }

  takePage(): ColumnPage {
    const texts = new TextBytes();
    for (const code of this.used) {
      const bytes = new TextEncoder().encode(this.codes[code] ?? '');
      texts.append(new DataView(bytes.buffer), 0, bytes.length);
    }
    const page = numberedPage(this.rows.take(), this.numbers.subarray(0, this.count), {
      entries: this.used.length,
      bytes: texts.take(),
    });
    this.numberOf.fill(-1);
    this.used = [];
    this.count = 0;
    return page;
  }
}

/** Texts of which few come again and again: they are written once and numbered, as long as there are few of them. */
export class RepeatingColumn extends TextColumn {
  private readonly numbers = new Uint16Array(ROW_GROUP_ROWS);
  private count = 0;
  /** Null from where there were too many. */
  private known: TextNumbers | null = new TextNumbers();

  override takeCells(cells: Cells): void {
    const { known } = this;
    if (known === null) return super.takeCells(cells);
    const { bytes, places, last, step } = cells;
    for (let cell = cells.first; cell < last; cell += step) {
      const start = places[cell] as number;
      const end = places[cell + 1] as number;
      const number = start === end ? null : known.numberOf(bytes, start, end);
      if (number === null) this.rows.addNull();
      else if (number === -1) return this.giveUp(known, { ...cells, first: cell });
      else {
        this.rows.addValue();
        this.numbers[this.count] = number;
        this.count += 1;
      }
    }
  }

  override takePage(): ColumnPage {
    const { known } = this;
    if (known === null) return super.takePage();
    const { entries } = known;
    const page = numberedPage(this.rows.take(), this.numbers.subarray(0, this.count), {
      entries,
      bytes: known.take(),
    });
    this.count = 0;
    return page;
  }

  /** More texts than expected: from here on, and in what this page holds already, they stand for themselves. */
  private giveUp(known: TextNumbers, rest: Cells): void {
    for (const number of this.numbers.subarray(0, this.count)) {
      const text = known.text(number);
      this.texts.append(text, 0, text.byteLength);
    }
    this.known = null;
    super.takeCells(rest);
  }
}

/** Without a single value there is nothing to number, and not every reader takes an empty dictionary. */
function numberedPage(
  levels: Buffer,
  numbers: Uint16Array,
  dictionary: { readonly entries: number; readonly bytes: Uint8Array },
): ColumnPage {
  if (numbers.length === 0) return { parts: [levels], dictionary: null };
  return { parts: [levels, ...encodeNumbers(numbers, numbers.length, dictionary.entries)], dictionary };
}
