import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Row, Value } from '../engine/engine.js';
import type { FINDING_COLUMNS, FindingKind } from '../model/finding.js';
import { csvCell, csvLine } from './csv-line.js';
import {
  cell,
  PRINTED,
  printedRule,
  rowEnding,
  TO_FILL,
  worklistCells,
  type Ending,
  type PrintedRule,
  type RuleWords,
} from './list-cells.js';

/** One written list: a grid's or a village's, or a town desk's for people whose identity or place is not sure. */
export interface WrittenWorklist {
  /** Below the folder of lists, with `/`. */
  readonly file: string;
  /** The same list as a workbook, where the project asks for it and the list fits on a sheet. */
  readonly workbook?: string;
  readonly label: string;
  readonly findings: number;
  readonly people: number;
}

/** The folder that the lists go to, and the run that issues them. */
export interface WorklistPlace {
  readonly folder: string;
  readonly runId: string;
  /** True where a workbook with drop-downs is to stand beside each CSV. */
  readonly workbooks: boolean;
}

/** Columns of the findings contract that a worklist is made from. */
export const WORKLIST_COLUMNS = [
  'finding_id',
  'rule_id',
  'kind',
  'severity',
  'confidence',
  'status',
  'person_id',
  'visit_id',
  'name',
  'sex',
  'age',
  'masked_id',
  'masked_phone',
  'county',
  'town',
  'village',
  'grid',
  'address',
  'reason_zh',
  'counter_evidence_zh',
  'evidence',
  'last_outcome',
  'confirmed_on',
  'waiting',
] as const satisfies readonly (typeof FINDING_COLUMNS)[number][];

/**
 * SQL for the list a finding goes to. Grid workers get people whose identity is sure enough, the village where no grid
 * is known; the rest is settled at the town desk first.
 */
export const LIST_LABEL = [
  "CASE WHEN confidence = 'low' OR coalesce(grid, village) IS NULL",
  "  THEN concat_ws(' ', '乡镇核对', county, town)",
  "  WHEN grid IS NULL THEN concat_ws(' ', '村居', county, town, village)",
  "  ELSE concat_ws(' ', '网格', county, town, village, grid) END",
].join('\n');

/**
 * Writes each run of findings with one `list_label` as a CSV that Excel and WPS open rightly: UTF-8 with BOM, formulas
 * disarmed, IDs and phones masked. Rows have WORKLIST_COLUMNS and `list_label` and are sorted by the latter, so that
 * one list at a time is held. File names are a readable part and a hash: no name of a grid can leave the folder or
 * collide with another's. Every row names the run, so that a list that comes back is held against the findings it showed.
 */
export async function writeWorklists(
  batches: AsyncIterable<readonly Row[]>,
  rules: readonly RuleWords[],
  place: WorklistPlace,
): Promise<readonly WrittenWorklist[]> {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const words = new Map(rules.map((rule) => [rule.id, printedRule(rule)]));
  const written: WrittenWorklist[] = [];
  let list: Row[] = [];
  for await (const rows of batches) {
    for (const row of rows) {
      const label = list[0]?.['list_label'];
      if (label !== undefined && label !== row['list_label']) {
        written.push(await writeList(list, words, place));
        list = [];
      }
      list.push(row);
    }
  }
  if (list.length > 0) written.push(await writeList(list, words, place));
  return written;
}

async function writeList(
  rows: readonly Row[],
  words: ReadonlyMap<string, PrintedRule>,
  { folder, runId, workbooks }: WorklistPlace,
): Promise<WrittenWorklist> {
  const label = cell(rows[0]?.['list_label']);
  const name = listName(label, rows[0]?.['county'] ?? null);
  mkdirSync(join(folder, dirname(name)), { recursive: true, mode: 0o700 });
  const listed = listedRows(rows, words, runId);
  const lines = listed.map(({ cells, ending }) => `${cells.map(csvCell).join(',')},${ending.csv}`);
  const content = `\uFEFF${csvLine([...PRINTED, ...TO_FILL])}${lines.join('')}`;
  const write = (file: string, bytes: string | Uint8Array): void => {
    writeFileSync(join(folder, file), bytes, { mode: 0o600, flag: 'wx' });
  };
  write(`${name}.csv`, content);
  const bytes = workbooks ? await workbookOf(rows, listed, runId) : null;
  if (bytes !== null) write(`${name}.xlsx`, bytes);
  return {
    file: `${name}.csv`,
    ...(bytes === null ? {} : { workbook: `${name}.xlsx` }),
    label,
    findings: rows.length,
    people: new Set(rows.map((row) => row['person_id'])).size,
  };
}

/** A finding as a row of a list. */
interface ListedRow {
  readonly cells: readonly string[];
  readonly ending: Ending;
}

function listedRows(
  rows: readonly Row[],
  words: ReadonlyMap<string, PrintedRule>,
  runId: string,
): readonly ListedRow[] {
  const visits = new Map<string, number>();
  return rows.map((row, index) => {
    const visit = cell(row['visit_id']) || cell(row['person_id']);
    const place = (visits.get(visit) ?? 0) + 1;
    visits.set(visit, place);
    const id = cell(row['rule_id']);
    const rule = words.get(id) ?? printedRule({ id, title: '', innocent: [], check: [] });
    const numbers = { place: index + 1, runId, visit: `${visit.slice(0, 9)}-${place}` };
    return { cells: worklistCells(row, numbers, rule.doubt), ending: rowEnding(row, rule) };
  });
}

/** Loaded only where workbooks are asked for: the library takes a while. */
async function workbookOf(
  rows: readonly Row[],
  listed: readonly ListedRow[],
  runId: string,
): Promise<Uint8Array | null> {
  const { listWorkbook } = await import('./workbook.js');
  return listWorkbook(
    listed.map(({ cells, ending }, index) => ({
      kind: rows[index]?.['kind'] as FindingKind,
      cells: [...cells, ...ending.cells],
    })),
    runId,
  );
}

/**
 * Where a list stands among the lists, without the ending of its kind: those of a county in a folder of its own, to be
 * handed on as a whole.
 */
export function listName(label: string, county: Value): string {
  return `${readablePart(cell(county)) || '县区未写明'}/${fileSlug(label)}`;
}

/** The readable part of the label, and eight digits of its hash. */
export function fileSlug(label: string): string {
  return `${readablePart(label)}-${createHash('sha256').update(label).digest('hex').slice(0, 8)}`;
}

/** Letters, digits and Han characters, shortened. */
function readablePart(label: string): string {
  return label
    .replace(/[^\p{Script=Han}A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
