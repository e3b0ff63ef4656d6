import type { RowOfExport, Tables } from './export-tables.js';

/** What the anti-join found: a rule, and the rows that say so, the person's first. */
export type Found = { readonly rule: string; readonly rows: readonly [RowOfExport, ...RowOfExport[]] };

/** The exports as a spreadsheet sees them. */
export interface World {
  readonly tables: Tables;
  readonly standard: number;
  readonly active: readonly Benefit[];
  readonly dead: ReadonlyMap<string, string>;
  readonly asOf: string;
  /** The day a year before: the window begins the day after. */
  readonly after: string;
}

export interface Benefit {
  readonly row: RowOfExport;
  readonly scheme: 'dibao' | 'tekun' | 'child' | 'edge';
  readonly status: string;
  readonly start: string;
  readonly stop: string;
  readonly home: string;
}
