import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import {
  BOOLEAN,
  DOUBLE,
  DuckDBInstance,
  DuckDBScalarFunction,
  INTEGER,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api';
import { EngineError, YingbaoError } from '../../model/errors.js';
import type { Engine, Row, ScalarFunction, Value } from '../engine.js';
import { stoppable, trackConnection } from '../stopping.js';
import { number, text } from '../sql.js';
import { duckdbDialect } from './duckdb-dialect.js';

/** The only engine version that the durability tests cleared; another one refuses to start. */
export const DUCKDB_VERSION = 'v1.5.6';

export interface DuckDbOptions {
  /** Private folder for spill files; removed on close. They hold plain names, so it is 0700. */
  readonly spillFolder: string;
  readonly threads?: number;
  /** Bounds the buffer manager only; the process uses about twice as much. */
  readonly memoryLimitMb?: number;
}

const RETURN_TYPES: Readonly<Record<ScalarFunction['returns'], DuckDBType>> = {
  VARCHAR,
  INTEGER,
  DOUBLE,
  BOOLEAN,
};

/** Opens an in-memory DuckDB that never touches the network and spills only into its own folder. */
export async function openDuckDb(options: DuckDbOptions): Promise<Engine> {
  await mkdir(options.spillFolder, { recursive: true, mode: 0o700 });
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // The optimizer turns a long IN list of literals into a hash join, and a join loses the order of the file it reads: a
  // record's line is its place in the file.
  await connection.run(`SET disabled_optimizers = 'in_clause'`);
  await connection.run(`SET temp_directory = ${text(options.spillFolder)}`);
  await connection.run(`SET memory_limit = ${text(`${number(options.memoryLimitMb ?? 2048)}MB`)}`);
  if (options.threads !== undefined) await connection.run(`SET threads = ${number(options.threads)}`);
  return new DuckDbEngine(instance, connection, options);
}

class DuckDbEngine implements Engine {
  readonly dialect = duckdbDialect;
  private confined = false;
  private second: Promise<DuckDbEngine> | null = null;
  private readonly untrack: () => void;
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly options: DuckDbOptions,
  ) {
    this.untrack = trackConnection(connection);
  }

  async run(sql: string, mostSeconds?: number): Promise<void> {
    let late = false;
    const stop = (): void => {
      late = true;
      this.connection.interrupt();
    };
    const clock = mostSeconds === undefined ? undefined : setTimeout(stop, mostSeconds * 1000);
    try {
      await stoppable(() => this.connection.run(sql));
    } catch (error) {
      throw late ? tooSlow(mostSeconds ?? 0, error) : engineError(error, sql);
    } finally {
      clearTimeout(clock);
    }
  }

  async rows(sql: string): Promise<readonly Row[]> {
    try {
      const reader = await stoppable(() => this.connection.runAndReadAll(sql));
      const names = reader.columnNames();
      return reader.getRowsJson().map((values) => toRow(names, values as readonly Value[]));
    } catch (error) {
      throw engineError(error, sql);
    }
  }

  async *batches(sql: string): AsyncGenerator<readonly Row[]> {
    try {
      const result = await stoppable(() => this.connection.stream(sql));
      const names = result.columnNames();
      const pieces = result.yieldRowsJson();
      for (;;) {
        const piece = await stoppable(() => pieces.next());
        if (piece.done === true) return;
        yield piece.value.map((values) => toRow(names, values as readonly Value[]));
      }
    } catch (error) {
      throw error instanceof YingbaoError ? error : engineError(error, sql);
    }
  }

  register(fn: ScalarFunction): void {
    const returnType = RETURN_TYPES[fn.returns];
    this.connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: fn.name,
        parameterTypes: Array.from({ length: fn.parameters }, () => VARCHAR),
        returnType,
        mainFunction: (_info, input, output) => {
          const columns = Array.from({ length: fn.parameters }, (_, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row += 1) {
            const args = columns.map((column) => column.getItem(row) as string | null);
            output.setItem(row, args.includes(null) ? null : fn.call(...(args as string[])));
          }
          output.flush();
        },
      }),
    );
  }

  async confine(folders: readonly string[]): Promise<void> {
    if (this.confined) return;
    this.confined = true;
    await this.run(`SET allowed_directories = [${folders.map(text).join(', ')}]`);
    await this.run('SET enable_external_access = false');
    await this.run('SET lock_configuration = true');
  }

  async version(): Promise<string> {
    const [row] = await this.rows('SELECT version() AS version');
    return String(row?.['version']);
  }

  beside(): Promise<Engine> {
    if (this.options.threads === 1) return Promise.resolve(this);
    this.second ??= this.instance
      .connect()
      .then((connection) => new DuckDbEngine(this.instance, connection, this.options));
    return this.second;
  }

  async close(): Promise<void> {
    if (this.second !== null) (await this.second).disconnect();
    this.disconnect();
    this.instance.closeSync();
    rmSync(this.options.spillFolder, { recursive: true, force: true });
  }

  private disconnect(): void {
    this.untrack();
    this.connection.closeSync();
  }
}

function toRow(names: readonly string[], values: readonly Value[]): Row {
  const row: Record<string, Value> = {};
  for (const [index, name] of names.entries()) row[name] = values[index] ?? null;
  return row;
}

function tooSlow(seconds: number, cause: unknown): EngineError {
  return new EngineError(`stopped after ${seconds} seconds`, {
    zh: `运行超过 ${seconds} 秒，已中止`,
    code: 'E_ENGINE_TIME',
    cause,
  });
}

/** Errors of these kinds speak of SQL and columns, before any row was read; all others may quote cell values. */
const ABOUT_SQL = /^(Parser|Binder|Catalog) Error/;

/**
 * Driver messages quote cell values, so only the kind of error and the first words of our own statement go on, and for
 * errors about the SQL itself their first line. The original stays as `cause` for a debugger and is never printed.
 */
function engineError(error: unknown, sql: string): EngineError {
  const message = error instanceof Error ? error.message : String(error);
  const kind = /^([A-Z][A-Za-z ]+ Error)/.exec(message)?.[1] ?? 'Engine Error';
  const statement = sql
    .replace(/\s+/g, ' ')
    .replace(/'[^']*'/g, "'…'")
    .slice(0, 120);
  const detail = ABOUT_SQL.test(message)
    ? `: ${(message.split('\n')[0] ?? '').slice(kind.length + 2, 240)}`
    : '';
  return new EngineError(`${kind}${detail} in: ${statement}`, {
    zh: `数据引擎报错（原文：${kind}${detail}），语句：${statement}`,
    code: engineCode(kind, message),
    cause: error,
  });
}

function engineCode(kind: string, message: string): string {
  if (kind.startsWith('Out of Memory')) return 'E_ENGINE_MEMORY';
  if (/No space left|disk/i.test(message)) return 'E_ENGINE_DISK';
  return 'E_ENGINE_STATEMENT';
}
