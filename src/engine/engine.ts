import type { Dialect } from './dialect.js';

/** What a cell can be when it comes back to JavaScript; BIGINT and DECIMAL arrive as text and lose nothing. */
export type Value = string | number | boolean | null | readonly Value[];
export type Row = Readonly<Record<string, Value>>;

/**
 * A pure TypeScript function that SQL may call by name on values that a cheap pattern did not accept.
 * All arguments are text; NULL arguments yield NULL without a call. It must never throw.
 */
export interface ScalarFunction {
  readonly name: string;
  readonly parameters: number;
  readonly returns: 'VARCHAR' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';
  readonly call: (...args: string[]) => string | number | boolean | null;
}

/**
 * Runs SQL, reads rows, closes. One statement a call. Errors arrive as EngineError without the driver's text,
 * because that text quotes values of persons.
 */
export interface Engine {
  readonly dialect: Dialect;
  /** With `mostSeconds`, a statement that takes longer is stopped: EngineError `E_ENGINE_TIME`. */
  run(sql: string, mostSeconds?: number): Promise<void>;
  /** Column order is the statement's; names are ours, never those of an export. */
  rows(sql: string): Promise<readonly Row[]>;
  /** The same, a few thousand rows at a time, for results that need not fit in memory. */
  batches(sql: string): AsyncIterable<readonly Row[]>;
  register(fn: ScalarFunction): void;
  /**
   * From now on statements reach files below these folders only, and no statement can undo it: rules may come from a
   * project. A second call changes nothing.
   */
  confine(folders: readonly string[]): Promise<void>;
  /**
   * The engine on a second connection: the same tables, views, functions and limits (all but what is TEMP), statements at
   * the same time. Itself where one thread is all there may be. Closing the first closes both.
   */
  beside(): Promise<Engine>;
  version(): Promise<string>;
  close(): Promise<void>;
}

/** Reads exactly one row. */
export async function oneRow(engine: Engine, sql: string): Promise<Row> {
  const rows = await engine.rows(sql);
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new RangeError(`expected one row, got ${rows.length}`);
  return row;
}
