/** How an engine spells what SQL does not agree on, and what it can do. */
export interface Dialect {
  readonly name: 'duckdb' | 'spark';
  readonly capabilities: {
    /** TypeScript functions can be called from SQL. */
    readonly scalarFunctions: boolean;
    /** Parquet readers can say a row's 0-based place in its file. */
    readonly rowNumberInFile: boolean;
    /** Built-in edit distances count characters, not bytes. */
    readonly characterDistance: boolean;
  };
  /**
   * A relation over Parquet files, columns by name, NULL where a file lacks one; with `rowNumber` it has a BIGINT
   * column `file_row_number` (0-based, per file).
   */
  readonly readParquet: (paths: readonly string[], options?: { readonly rowNumber?: boolean }) => string;
  /**
   * A statement that writes a query to one Parquet file. `quick` spends less on making it small: for bulk data that is
   * written every night and read a few times.
   */
  readonly writeParquet: (
    query: string,
    path: string,
    options?: { readonly keepOrder?: boolean; readonly quick?: boolean },
  ) => string;
  /** A statement that writes a query to one CSV file with headers, UTF-8. */
  readonly writeCsv: (query: string, path: string) => string;
  /** True where the whole value matches; the pattern is the subset that RE2, Java and JavaScript share. */
  readonly fullMatch: (expression: string, pattern: string) => string;
  /** True where some part of the value matches. */
  readonly contains: (expression: string, pattern: string) => string;
}
