import { join } from 'node:path';
import { columnName } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Dialect } from './dialect.js';
import { ident, number, text } from './sql.js';

/** Records of one part take numbers from part index × 2^40 on, so a record number is unique in its snapshot. */
const PART_STRIDE = 2 ** 40;

/**
 * A query over the records of a snapshot, all of them or those whose numbers `only` yields (a query of `record_no`): `record_no` BIGINT (unique in the registry), `file`, `line` (physical,
 * 1-based), `source` (the record's reference as JSON text), then the columns of the kind.
 */
export function recordsQuery(dialect: Dialect, snapshot: Snapshot, only: string | null = null): string {
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
        ...(only === null ? [] : [placedAmong(only, index)]),
      ].join('\n');
    })
    .join('\nUNION ALL BY NAME\n');
}

/**
 * Asked of every part about its own rows, because only then does the reader pass over the cells of the others; above
 * the union it would read them all.
 */
function placedAmong(only: string, part: number): string {
  const first = number(part * PART_STRIDE);
  const next = number((part + 1) * PART_STRIDE);
  return `WHERE file_row_number IN (SELECT record_no - ${first} FROM (${only}) WHERE record_no >= ${first} AND record_no < ${next})`;
}

/** SQL for `{"registry":…,"file":…,"line":…}`; the escaping happens here, once, not per row. */
function sourceText(registry: string, file: string, line: string): string {
  const head = `{"registry":${JSON.stringify(registry)},"file":${JSON.stringify(file)},"line":`;
  return `${text(head)} || (${line}) || '}'`;
}

/**
 * A 64-bit hash of all that a record says, so that millions of rows can be compared in memory. What was written in ID
 * columns counts too: two different damaged numbers are not a duplicate.
 */
export function wholeRecord({ kind, exports }: Snapshot): string {
  const { fields } = KIND_SPECS[kind];
  const written = fields.filter(({ type }) => type === 'id').map(({ name }) => `${name}Raw`);
  // Registries of other departments have columns that no kind knows, e.g. the number of a plate.
  const further = kind === 'custom' ? exports.flatMap((one) => one.columns.map(({ field }) => field)) : [];
  const names = new Set([...fields.map(({ name }) => name), ...further.filter((name) => name !== null)]);
  return `hash(${[...names, ...written].map((name) => ident(columnName(name))).join(', ')})`;
}
