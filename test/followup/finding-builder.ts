import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../src/engine/engine.js';
import { ident, text } from '../../src/engine/sql.js';
import type { FINDING_COLUMNS } from '../../src/model/finding.js';

export type FindingRow = Readonly<
  Partial<Record<(typeof FINDING_COLUMNS)[number] | 'list_label', string | number | null>>
>;

/** A finding of the contract; what a test does not name is usual. */
export function buildFinding(own: FindingRow = {}): Record<string, string | number | null> {
  return {
    finding_id: 'F1',
    rule_id: 'M01',
    rule_version: '1',
    kind: 'missed',
    severity: 'high',
    confidence: 'high',
    priority: 0,
    status: 'new',
    person_id: 'P1',
    household_id: null,
    name: '陈守义',
    masked_id: '350589********1084',
    sex: 'M',
    age: '78',
    masked_phone: '138****1234',
    county: '南屏县',
    town: '青溪镇',
    village: '石桥村',
    grid: '第一网格',
    address: '石桥村15号',
    episode: '',
    reason_zh: '持有有效残疾人证',
    reason_en: 'holds a certificate',
    counter_evidence_zh: null,
    counter_evidence_en: null,
    amount: null,
    link_class: 'certain',
    sources: '[]',
    list_label: '网格 南屏县 青溪镇 石桥村 第一网格',
    ...own,
  };
}

/** A private folder with an engine that writes and reads Parquet files of text columns. */
export interface ParquetBench {
  readonly folder: string;
  readonly engine: Engine;
  write(
    name: string,
    columns: readonly string[],
    rows: readonly Readonly<Record<string, unknown>>[],
  ): Promise<string>;
  read(path: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const NOT_TEXT: Readonly<Record<string, string>> = { open: 'true', priority: '0' };

export async function openParquetBench(): Promise<ParquetBench> {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-followup-'));
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill'), threads: 1, memoryLimitMb: 256 });
  return {
    folder,
    engine,
    async write(name, columns, rows) {
      const path = join(folder, name);
      const cell = (value: unknown): string =>
        typeof value === 'boolean' || typeof value === 'number'
          ? String(value)
          : typeof value === 'string'
            ? text(value)
            : 'CAST(NULL AS VARCHAR)';
      const selects = rows.map(
        (row) => `SELECT ${columns.map((column) => `${cell(row[column])} AS ${ident(column)}`).join(', ')}`,
      );
      const nothing = `SELECT ${columns.map((column) => `${NOT_TEXT[column] ?? "''"} AS ${ident(column)}`).join(', ')} WHERE false`;
      const query = selects.length === 0 ? nothing : selects.join('\nUNION ALL\n');
      await engine.run(engine.dialect.writeParquet(query, path));
      return path;
    },
    read: (path) => engine.rows(`SELECT * FROM ${engine.dialect.readParquet([path])}`),
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
