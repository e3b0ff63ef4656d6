import type { Dialect } from '../dialect.js';
import { text } from '../sql.js';

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  capabilities: { scalarFunctions: true, rowNumberInFile: true, characterDistance: false },
  readParquet(paths, options = {}) {
    const files = `[${paths.map(text).join(', ')}]`;
    const rowNumber = options.rowNumber === true ? ', file_row_number = true' : '';
    const byName = paths.length > 1 ? ', union_by_name = true' : '';
    return `read_parquet(${files}${rowNumber}${byName})`;
  },
  writeParquet(query, path, options = {}) {
    // Dictionaries of numbers and names that hardly repeat cost a quarter of a copy and save little.
    const form =
      options.quick === true ? 'COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000' : 'COMPRESSION zstd';
    return `COPY (\n${query}\n) TO ${text(path)} (FORMAT parquet, ${form})`;
  },
  writeCsv: (query, path) => `COPY (\n${query}\n) TO ${text(path)} (FORMAT csv, HEADER)`,
  fullMatch: (expression, pattern) => `regexp_full_match(${expression}, ${text(pattern)})`,
  contains: (expression, pattern) => `regexp_matches(${expression}, ${text(pattern)})`,
};
