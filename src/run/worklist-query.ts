import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Row } from '../engine/engine.js';
import { text } from '../engine/sql.js';
import { FINDING_ORDER } from '../followup/finding-order.js';
import { LIST_LABEL, WORKLIST_COLUMNS } from '../followup/worklist.js';

/** What lists are sorted by and do not print. */
const SORTED_BY = 'episode, priority, yield_step';

/** A row crosses into JavaScript as one text: twenty values one by one take twice as long. */
const LISTED = [...WORKLIST_COLUMNS, 'list_label'] as const;

/** Open findings, and corrections of recalled runs under lists of their own: what they listed and this run does not. */
export function worklistQuery(file: string, recalledFiles: readonly string[]): string {
  const own = duckdbDialect.readParquet([file]);
  const open = "status NOT IN ('resolved', 'suppressed')";
  const lists = [
    `SELECT ${WORKLIST_COLUMNS.join(', ')}, ${SORTED_BY}, ${LIST_LABEL} AS list_label\nFROM ${own}\nWHERE ${open}`,
  ];
  if (recalledFiles.length > 0) {
    const corrected = WORKLIST_COLUMNS.map((column) => CORRECTED[column] ?? column);
    lists.push(
      [
        `SELECT ${corrected.join(', ')}, ${SORTED_BY}, '更正 ' || ${LIST_LABEL} AS list_label`,
        `FROM (\n${[`SELECT * FROM ${own} WHERE false`, ...recalledFiles.map((one) => `SELECT * FROM ${duckdbDialect.readParquet([one])}`)].join('\nUNION ALL BY NAME\n')}\n)`,
        `WHERE ${open}`,
        `  AND finding_id NOT IN (SELECT finding_id FROM ${own} WHERE ${open})`,
        'QUALIFY row_number() OVER (PARTITION BY finding_id ORDER BY list_label) = 1',
      ].join('\n'),
    );
  }
  const texts = LISTED.map((column) => `CAST(${column} AS VARCHAR)`).join(', ');
  return `SELECT to_json([${texts}]) AS cells\nFROM (\n${lists.join('\nUNION ALL\n')}\n)\nORDER BY list_label, ${FINDING_ORDER}`;
}

/** The rows of that query, every value as text. */
export async function* worklistRows(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  for await (const rows of batches)
    yield rows.map(({ cells }) => {
      const values = JSON.parse(String(cells)) as readonly (string | null)[];
      return Object.fromEntries(LISTED.map((column, place) => [column, values[place] ?? null]));
    });
}

const CORRECTION = '（更正：原批次数据有误已撤回，本次未再发现此线索，请停止核查）';

/** Columns that a correction says otherwise than the list did. */
const CORRECTED: Readonly<Record<string, string>> = {
  reason_zh: `${text(CORRECTION)} || reason_zh AS reason_zh`,
  waiting: 'CAST(NULL AS VARCHAR) AS waiting',
};
