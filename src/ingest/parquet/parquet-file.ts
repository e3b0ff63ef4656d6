import { closeSync, openSync, writeSync } from 'node:fs';
import { encodeStruct, type ThriftStruct, type ThriftValue } from './compact-protocol.js';

/** How a column is stored; every column may hold NULL. */
export type ColumnForm = 'text' | 'date' | 'integer' | 'bigint' | 'money';

/** What one column says of the rows of a row group. */
export interface ColumnPage {
  /** Which rows hold a value, then the values. */
  readonly parts: readonly Uint8Array[];
  /** The texts that the values are numbers of; null where the values stand for themselves. */
  readonly dictionary: { readonly bytes: Uint8Array; readonly entries: number } | null;
}

/** A column that collects values and gives them away page by page. */
export interface ParquetColumn {
  readonly name: string;
  readonly form: ColumnForm;
  /** What was appended since the last page; begins anew. */
  takePage(): ColumnPage;
}

const MAGIC = Buffer.from('PAR1', 'latin1');
const CREATED_BY = 'yingbao';
/** Numbers of the Parquet format (apache/parquet-format, parquet.thrift). */
const OPTIONAL = 1;
const UNCOMPRESSED = 0;
const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;
const FORMS: Readonly<Record<ColumnForm, { readonly type: number; readonly more: ThriftStruct }>> = {
  text: { type: 6, more: [[6, { i32: 0 }]] },
  date: { type: 1, more: [[6, { i32: 6 }]] },
  integer: { type: 1, more: [[6, { i32: 17 }]] },
  bigint: { type: 2, more: [[6, { i32: 18 }]] },
  // DECIMAL(14,2) as its cents.
  money: {
    type: 2,
    more: [
      [6, { i32: 5 }],
      [7, { i32: 2 }],
      [8, { i32: 14 }],
    ],
  },
};

/** Writes one Parquet file of flat columns, uncompressed, row group by row group. The file is private: plain names. */
export class ParquetFile {
  private readonly fd: number;
  private readonly groups: ThriftValue[] = [];
  private at = 0;
  private rows = 0;

  constructor(
    path: string,
    private readonly columns: readonly ParquetColumn[],
  ) {
    this.fd = openSync(path, 'wx', 0o600);
    this.write(MAGIC);
  }

  /** Writes what the columns hold: `rows` rows each. */
  writeRowGroup(rows: number): void {
    const start = this.at;
    const chunks = this.columns.map((column) => this.writeColumn(column, rows));
    this.groups.push({
      struct: [
        [1, { list: chunks }],
        [2, { i64: this.at - start }],
        [3, { i64: rows }],
      ],
    });
    this.rows += rows;
  }

  /** Ends the file; without it no reader takes it for one. */
  finish(): void {
    const footer = encodeStruct([
      [1, { i32: 1 }],
      [2, { list: this.schema() }],
      [3, { i64: this.rows }],
      [4, { list: this.groups }],
      [6, { text: CREATED_BY }],
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    for (const bytes of [footer, length, MAGIC]) this.write(bytes);
    this.close();
  }

  /** Gives up the file as it is. */
  close(): void {
    closeSync(this.fd);
  }

  private schema(): readonly ThriftValue[] {
    const root: ThriftStruct = [
      [4, { text: 'record' }],
      [5, { i32: this.columns.length }],
    ];
    const leaves = this.columns.map(({ name, form }): ThriftStruct => {
      const { type, more } = FORMS[form];
      return [[1, { i32: type }], [3, { i32: OPTIONAL }], [4, { text: name }], ...more];
    });
    return [root, ...leaves].map((struct) => ({ struct }));
  }

  private writeColumn(column: ParquetColumn, rows: number): ThriftValue {
    const { parts, dictionary } = column.takePage();
    const start = this.at;
    if (dictionary !== null) {
      const about: ThriftStruct = [
        [1, { i32: dictionary.entries }],
        [2, { i32: PLAIN }],
      ];
      this.writePage(DICTIONARY_PAGE, [7, { struct: about }], [dictionary.bytes]);
    }
    const data = this.at;
    const encoding = dictionary === null ? PLAIN : RLE_DICTIONARY;
    const about: ThriftStruct = [
      [1, { i32: rows }],
      [2, { i32: encoding }],
      [3, { i32: RLE }],
      [4, { i32: RLE }],
    ];
    this.writePage(DATA_PAGE, [5, { struct: about }], parts);
    const size = this.at - start;
    const encodings = [...new Set([PLAIN, RLE, encoding])].map((i32) => ({ i32 }));
    const chunk: ThriftStruct = [
      [1, { i32: FORMS[column.form].type }],
      [2, { list: encodings }],
      [3, { list: [{ text: column.name }] }],
      [4, { i32: UNCOMPRESSED }],
      [5, { i64: rows }],
      [6, { i64: size }],
      [7, { i64: size }],
      [9, { i64: data }],
      ...(dictionary === null ? [] : [[11, { i64: start }] as const]),
    ];
    return {
      struct: [
        [2, { i64: start }],
        [3, { struct: chunk }],
      ],
    };
  }

  private writePage(type: number, about: ThriftStruct[number], parts: readonly Uint8Array[]): void {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    this.write(encodeStruct([[1, { i32: type }], [2, { i32: size }], [3, { i32: size }], about]));
    for (const part of parts) this.write(part);
  }

  private write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    this.at += bytes.length;
  }
}
