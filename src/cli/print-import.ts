import type { ImportedFile, ImportedOutcomes } from '../run/outcome-import.js';
import { safeText } from '../normalize/text.js';
import { printRows, type Cell } from './table.js';
import { coloured, type Terminal } from './terminal.js';

const HEAD = ['file', 'rows', 'taken', 'unchanged', 'blank', 'rejected', 'rejects'];
const HEAD_ZH = ['文件', '行数', '记入', '已有', '未填', '退回', '退回明细'];

/** Prints what became of the rows of each list, and on standard error what a person should look at. No cell of a list is shown. */
export function printImport(terminal: Terminal, imported: ImportedOutcomes): void {
  if (terminal.options.format === 'json') {
    terminal.out(JSON.stringify(imported, null, 2));
    return;
  }
  printRows(terminal, HEAD, imported.files.map(rowOf), HEAD_ZH);
  for (const { findingId, workers } of imported.disputes)
    warn(terminal, 'W_OUTCOME_DISPUTED', {
      zh: `${findingId} 核查结果互相矛盾（${workers.join('、')}），线索仍待核实`,
      en: `${findingId}: ${workers.join(', ')} say the opposite; the finding stays open`,
    });
  const waiting = imported.toApprove.length;
  if (waiting > 0)
    terminal.say({
      zh: `${waiting} 条疑似错保填报属实，须另一人复核（yingbao outcome approve）`,
      en: `${waiting} findings of people wrongly included were confirmed and wait for a second person (yingbao outcome approve)`,
    });
}

function rowOf({
  file,
  rows,
  taken,
  unchanged,
  blank,
  rejected,
  rejectsFile,
}: ImportedFile): readonly Cell[] {
  return [file, rows, taken, unchanged, blank, rejected, rejectsFile ?? ''];
}

function warn(terminal: Terminal, code: string, words: Readonly<Record<'zh' | 'en', string>>): void {
  const { lang } = terminal.options;
  const head = coloured(terminal.options, 'yellow', `${lang === 'zh' ? '注意' : 'note'} ${code}`);
  terminal.complain(`${head} ${safeText(words[lang])}`);
}
