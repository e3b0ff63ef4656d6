import { normalizeText } from '../normalize/text.js';

/** What is taken of a list that was filled in, and the headers that name it; the first is the one we print. */
export const FILLED_COLUMNS = {
  finding: ['线索编号', 'finding_id'],
  run: ['批次编号', 'run'],
  met: ['是否见到本人', 'met'],
  outcome: ['核查结果', 'outcome'],
  seen: ['核查依据', 'seen'],
  worker: ['核查人编号', '核查人', 'worker'],
  visited: ['核查时间', '核查日期', 'visited'],
  note: ['备注', 'note'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FilledColumn = keyof typeof FILLED_COLUMNS;

const NAMES = Object.keys(FILLED_COLUMNS) as readonly FilledColumn[];
/** Without these a list says nothing of any finding. */
const NEEDED: readonly FilledColumn[] = ['finding', 'outcome'];

/** A row of a list that came back: its cells by what they mean, absent columns empty. */
export interface FilledRow {
  /** As it stands in the command line or below the project folder. */
  readonly file: string;
  readonly line: number;
  readonly cells: Readonly<Record<FilledColumn, string>>;
}

/** What a header of a list means, null where it is none of ours. */
export function filledColumn(header: string): FilledColumn | null {
  const folded = (normalizeText(header) ?? '').replace(/[\s*＊:：]/g, '').toLowerCase();
  return NAMES.find((name) => (FILLED_COLUMNS[name] as readonly string[]).includes(folded)) ?? null;
}

/** The columns that the headers of a list lack although nothing can be taken without them, as we print them. */
export function missingColumns(headers: readonly string[]): readonly string[] {
  const found = headers.map(filledColumn);
  return NEEDED.filter((name) => !found.includes(name)).map((name) => FILLED_COLUMNS[name][0]);
}

/** Cells by what they mean; of two columns of one meaning the first that is filled counts. */
export function filledCells(
  headers: readonly string[],
  cells: readonly string[],
): Readonly<Record<FilledColumn, string>> {
  const meanings = headers.map(filledColumn);
  const value = (name: FilledColumn): string =>
    meanings
      .flatMap((meaning, index) => (meaning === name ? [normalizeText(cells[index] ?? '') ?? ''] : []))
      .find((text) => text !== '') ?? '';
  return Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Record<FilledColumn, string>;
}
