import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { number } from '../engine/sql.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { SnapshotPart } from '../model/snapshot.js';
import { decodeHead } from './encoding.js';
import type { InspectedExport } from './inspect-export.js';
import { rowRole, type RowRole } from './row-roles.js';
import { rowShape } from './row-shape.js';
import { SEVERAL_IDS } from './split-cells.js';
import { splitFields } from './split-fields.js';

const TAIL_BYTES = 32 * 1024;
const TAIL_LINES = 40;
/** Rows without name and number are looked at one by one where they are few; many are how that export is. */
const MOST_NAMELESS = 1_000;
/** Words of the rows that are no records, where they stand in the column of names. */
const NO_NAMES =
  '.*(合计|总计|小计|共计|累计|汇总).*|(制表|审核|填表|填报|复核|经办|统计|打印|导出|单位负责|负责人|备注|注)[^0-9]*.*|[(（]?([0-9]{1,3}|[甲乙丙丁戊己庚辛])[)）]?|.*(必填|选填|必录|选录|可不填|可为空).*';

/**
 * Totals and notes in the last lines of an export, by line. Only what begins with their words counts: anything else
 * that is shorter than the header may be a line that was cut.
 */
export async function closingRows(
  inspected: InspectedExport,
  kind: RegistryKind,
): Promise<ReadonlyMap<number, RowRole>> {
  const { encoding, header } = inspected;
  if (encoding.startsWith('utf-16') || header.members !== null) return new Map();
  const shape = rowShape(kind, header);
  const roles = (await lastLines(inspected)).flatMap(({ line, text }): [number, RowRole][] => {
    const { fields, state } = splitFields(text, header.delimiter);
    const role = state === 'closed' ? rowRole(fields, shape) : 'record';
    return role === 'summary' || role === 'note' ? [[line, role]] : [];
  });
  return new Map(roles);
}

/** The last lines below the header, without one that may be half. */
async function lastLines({
  file,
  facts,
  encoding,
  header,
}: InspectedExport): Promise<readonly { readonly line: number; readonly text: string }[]> {
  const bytes = await readTail(file.path, facts.bytes);
  const lines = decodeHead(encoding, bytes).split(/\r\n|\n|\r/);
  if (facts.endsWithNewline) lines.pop();
  const first = Math.max(bytes.length < facts.bytes ? 1 : 0, lines.length - TAIL_LINES);
  return lines
    .map((text, index) => ({ line: facts.lines - lines.length + 1 + index, text }))
    .slice(first)
    .filter(({ line }) => line > header.lastLine);
}

/** How the column of names may be called in a header that stands among the rows. */
function nameHeaders(kind: RegistryKind): string {
  const { synonyms = [] } = KIND_SPECS[kind].fields.find(({ name }) => name === 'name') ?? {};
  return synonyms.map((word) => `[ *]*${word}[ *:：]*.{0,12}`).join('|');
}

async function readTail(path: string, size: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Lines of loaded records that may be no record, or more than one: totals among the rows, subtitles, two numbers in a
 * cell. They are found where the normalisers found no name or no number, so a clean export is not read again.
 */
export async function doubtfulLines(
  engine: Engine,
  request: { readonly kind: RegistryKind; readonly folder: string; readonly parts: readonly SnapshotPart[] },
): Promise<ReadonlySet<number>> {
  const { kind, folder, parts } = request;
  const fields = new Set(KIND_SPECS[kind].fields.map(({ name }) => name));
  if (!fields.has('name') || !fields.has('id') || parts.length === 0) return new Set();
  const words = `(?i)${NO_NAMES}|${nameHeaders(kind)}`;
  const queries = parts
    .filter(({ clean }) => clean !== true)
    .map(({ parquet, firstLine }) => {
      const source = engine.dialect.readParquet([join(folder, parquet)], { rowNumber: true });
      const line = firstLine === null ? 'line' : `file_row_number + ${number(firstLine)}`;
      return [
        `SELECT ${line} AS line, name_raw IS NULL AND id_raw IS NULL AS nameless`,
        `FROM ${source}`,
        'WHERE (name IS NULL OR id IS NULL)',
        '  AND (',
        '    (name IS NULL AND name_raw IS NULL AND id IS NULL AND id_raw IS NULL)',
        `    OR (id IS NULL AND ${engine.dialect.fullMatch('coalesce(name_raw, name)', words)})`,
        `    OR (id IS NULL AND ${engine.dialect.fullMatch('id_raw', SEVERAL_IDS)})`,
        '  )',
      ].join('\n');
    });
  const rows = await engine.rows(
    [
      'WITH doubtful AS (',
      queries.join('\nUNION ALL\n'),
      ')',
      'SELECT line, nameless',
      'FROM doubtful',
      `QUALIFY NOT nameless OR count(*) OVER (PARTITION BY nameless) <= ${number(MOST_NAMELESS)}`,
      'ORDER BY line',
    ].join('\n'),
  );
  return new Set(rows.map((row) => Number(row['line'])));
}
