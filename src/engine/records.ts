import { join } from 'node:path';
import type { Snapshot } from '../model/snapshot.js';
import type { Dialect } from './dialect.js';
import { number, text } from './sql.js';

/** Records of one part take numbers from part index × 2^40 on, so a record number is unique in its snapshot. */
const PART_STRIDE = 2 ** 40;

/**
 * A query over all records of a snapshot: `record_no` BIGINT (unique in the registry), `file`, `line` (physical,
 * 1-based), `source` (the record's reference as JSON text), then the columns of the kind.
 */
export function recordsQuery(dialect: Dialect, snapshot: Snapshot): string {
  return snapshot.parts
    .map((part, index) => {
      const line = part.firstLine === null ? 'line' : `file_row_number + ${number(part.firstLine)}`;
      const dropped = part.firstLine === null ? 'file_row_number, line' : 'file_row_number';
      return [
        `SELECT file_row_number + ${number(index * PART_STRIDE)} AS record_no,`,
        `  ${text(part.file)} AS file,`,
        `  ${line} AS line,`,
        `  ${sourceText(snapshot.registry, part.file, line)} AS source,`,
        `  * EXCLUDE (${dropped})`,
        `FROM ${dialect.readParquet([join(snapshot.folder, part.parquet)], { rowNumber: true })}`,
      ].join('\n');
    })
    .join('\nUNION ALL BY NAME\n');
}

/** SQL for `{"registry":…,"file":…,"line":…}`; the escaping happens here, once, not per row. */
function sourceText(registry: string, file: string, line: string): string {
  const head = `{"registry":${JSON.stringify(registry)},"file":${JSON.stringify(file)},"line":`;
  return `${text(head)} || (${line}) || '}'`;
}
