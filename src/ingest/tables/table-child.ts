import type { Bilingual } from '../../model/bilingual.js';
import type { DumpedSheet } from './table-dump.js';
import { TableError } from './table-trouble.js';

export const TABLE_FORMATS = ['xlsx', 'xls', 'xlsb', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What the parent asks for. */
export interface TableJob {
  readonly path: string;
  readonly format: TableFormat;
  /** A private folder for the dumps. */
  readonly folder: string;
}

/** What the child answers, once. Errors that are not ours carry no text: it could quote a cell. */
export type TableAnswer =
  { readonly sheets: readonly DumpedSheet[] } | { readonly trouble: string; readonly what: Bilingual };

const FAILED: Bilingual = { zh: '读取失败', en: 'the reader failed' };

/** Reads one file and returns the answer. */
export async function answerJob(job: TableJob): Promise<TableAnswer> {
  try {
    return { sheets: await readTable(job) };
  } catch (error) {
    if (error instanceof TableError) return { trouble: error.code, what: error.what };
    const code = (error as NodeJS.ErrnoException).code;
    const what = typeof code === 'string' ? { zh: code, en: code } : FAILED;
    return { trouble: 'E_TABLE_READER', what };
  }
}

/** Each reader is loaded when it is needed: two of them bring a library of their own. */
async function readTable({ path, format, folder }: TableJob): Promise<readonly DumpedSheet[]> {
  switch (format) {
    case 'xlsx': {
      const { readXlsx } = await import('./read-xlsx.js');
      return readXlsx(path, folder);
    }
    case 'xls':
    case 'xlsb': {
      const { readBinaryWorkbook } = await import('./read-xls.js');
      return readBinaryWorkbook(path, folder, format);
    }
    case 'parquet': {
      const { readParquet } = await import('./read-parquet.js');
      return readParquet(path, folder);
    }
  }
}

// Only as a process of its own does this file do anything by itself.
if (process.send !== undefined && process.env['YINGBAO_TABLE_CHILD'] === '1') {
  process.once('message', (job) => {
    void answerJob(job as TableJob).then((answer) => {
      process.send?.(answer, undefined, {}, () => process.exit(0));
    });
  });
  process.once('disconnect', () => process.exit(0));
}
