import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../config/package-root.js';
import type { Bilingual } from '../../model/bilingual.js';
import { InputError } from '../../model/errors.js';
import { findIssue } from '../../model/issue-catalogue.js';
import type { ExportFile } from '../scan.js';
import type { TableAnswer, TableFormat, TableJob } from './table-child.js';
import type { DumpedSheet } from './table-dump.js';

/** Limits of the reading process: a workbook of 500,000 rows needs a third of each. */
export interface TableLimits {
  readonly heapMb: number;
  readonly timeoutMs: number;
}

export const TABLE_LIMITS: TableLimits = { heapMb: 768, timeoutMs: 300_000 };

/**
 * Reads a workbook or a Parquet file in a process of its own and returns its sheets as dumps in `folder`. A damaged,
 * hostile or huge file can only end that process. Throws InputError.
 */
export async function readTables(
  file: ExportFile,
  format: TableFormat,
  folder: string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<readonly DumpedSheet[]> {
  const answer = await ask({ path: file.path, format, folder }, limits);
  if ('sheets' in answer) return answer.sheets;
  throw tableTrouble(file, answer.trouble, answer.what);
}

/** The InputError of a code of the catalogue, with what was found. */
export function tableTrouble(file: ExportFile, code: string, what: Bilingual): InputError {
  const issue = findIssue(code);
  return new InputError(`${file.shown}: ${issue?.en ?? 'the file cannot be read'}: ${what.en}`, {
    zh: `${file.shown}：${issue?.zh ?? '文件无法读取'}：${what.zh}`,
    code,
    ...(issue === null ? {} : { hint: issue.advice.en }),
    file: file.shown,
  });
}

function ask(job: TableJob, limits: TableLimits): Promise<TableAnswer> {
  return new Promise((resolve) => {
    const child = fork(childScript(), [], {
      execArgv: [`--max-old-space-size=${limits.heapMb}`],
      // A crash report could quote cells; the answer comes over the channel.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { YINGBAO_TABLE_CHILD: '1', PATH: '', TZ: 'UTC' },
      serialization: 'json',
    });
    let answer: TableAnswer = {
      trouble: 'E_TABLE_READER',
      what: { zh: '读取进程提前结束', en: 'the reader ended before it had finished' },
    };
    const timer = setTimeout(() => {
      answer = {
        trouble: 'E_TABLE_READER',
        what: {
          zh: `${limits.timeoutMs / 1000} 秒内未读完`,
          en: `no end after ${limits.timeoutMs / 1000} s`,
        },
      };
      child.kill('SIGKILL');
    }, limits.timeoutMs);
    child.on('message', (message) => {
      answer = message as TableAnswer;
    });
    child.on('error', () => undefined);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    child.send(job);
  });
}

/** The compiled script; tests run from the sources and use the build beside them. */
function childScript(): string {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.js')) return join(here, '..', 'table-child.js');
  return join(packageRoot(), 'dist', 'src', 'ingest', 'tables', 'table-child.js');
}
