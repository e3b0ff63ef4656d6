import type { ExportWarning } from '../model/snapshot.js';
import type { FoundHeader } from './find-header.js';
import type { RejectCode } from './record-sink.js';
import { ERROR_MARK, UNSAVED_FORMULA } from './tables/table-dump.js';

/** Fields that say who a row is about: without them it is nobody's. */
const WHO: ReadonlySet<string | null> = new Set(['name', 'id', 'disabilityNo']);
/** What members of a family sheet are named by, and their head; see member-plan.ts. */
const MEMBER: ReadonlySet<string | null> = new Set(['姓名', '身份证号', '户主姓名', '户主身份证号']);
const HEAD: ReadonlySet<string | null> = new Set(['户主姓名', '户主身份证号']);

type Trouble = 'formula' | 'error';
const REJECTS: Readonly<Record<Trouble, RejectCode>> = {
  formula: 'E_FORMULA_UNSAVED',
  error: 'E_CELL_ERROR',
};
const WARNINGS: Readonly<Record<Trouble, string>> = { formula: 'W_FORMULA_UNSAVED', error: 'W_CELL_ERROR' };

/**
 * Cells of a workbook that look filled and have no value: formulas whose result was never saved, and error values. In a
 * column that says who the row is about they are a reject; elsewhere they are empty and counted, never silently.
 */
export class ValuelessCells {
  private readonly counts = new Map<Trouble, { line: number; readonly cells: Map<number, number> }>();

  constructor(private readonly header: FoundHeader) {}

  /** Why the row cannot be read, or null; then its other cells without a value are counted. */
  reject(line: number, cells: readonly string[]): { code: RejectCode; column: number | null } | null {
    const found = cells.flatMap((cell, column): readonly (readonly [Trouble, number])[] => {
      const trouble = troubleOf(cell);
      return trouble === null ? [] : [[trouble, column]];
    });
    const [first] = found.filter(([trouble, column]) => this.saysWho(trouble, column));
    if (first !== undefined) return { code: REJECTS[first[0]], column: this.loadedColumn(first[1]) };
    for (const [trouble, column] of found) this.add(trouble, line, column);
    return null;
  }

  /** One warning per kind of trouble, with the first row, the headers and how many cells. */
  warnings(): readonly ExportWarning[] {
    return [...this.counts].map(([trouble, { line, cells }]) => ({
      code: WARNINGS[trouble],
      line,
      detail: [...cells]
        .sort(([a], [b]) => a - b)
        .map(([column, count]) => `${this.header.headers[column] ?? `#${column + 1}`}: ${count}`)
        .join('; '),
    }));
  }

  /**
   * A family sheet is filled down to the last member that a family may have: an error there is one who does not exist,
   * while a formula that was never computed says that nobody knows.
   */
  private saysWho(trouble: Trouble, column: number): boolean {
    const { members, mapping } = this.header;
    if (members === null) return WHO.has(mapping.columns[column]?.field ?? null);
    const became = members.becomes[column] ?? null;
    return trouble === 'formula' ? MEMBER.has(became) : HEAD.has(became);
  }

  /** The column as rejects name it. */
  private loadedColumn(column: number): number | null {
    const { members, columns } = this.header;
    if (members === null) return column;
    const place = columns.indexOf(members.becomes[column] ?? '');
    return place === -1 ? null : place;
  }

  private add(trouble: Trouble, line: number, column: number): void {
    const counted = this.counts.get(trouble) ?? { line, cells: new Map<number, number>() };
    counted.cells.set(column, (counted.cells.get(column) ?? 0) + 1);
    this.counts.set(trouble, counted);
  }
}

function troubleOf(cell: string): Trouble | null {
  if (cell === UNSAVED_FORMULA) return 'formula';
  return cell.startsWith(ERROR_MARK) ? 'error' : null;
}
