import type { Review, ReviewPattern } from '../followup/review-patterns.js';
import type { ImportedFile, ImportedOutcomes } from '../run/outcome-import.js';
import { safeText } from '../normalize/text.js';
import { printRows, type Cell } from './table.js';
import { coloured, type Terminal, type Words } from './terminal.js';

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
  printReviews(terminal, imported.reviews);
  const waiting = imported.toApprove.length;
  if (waiting > 0)
    terminal.say({
      zh: `${waiting} 条疑似错保填报属实，须另一人复核（yingbao outcome approve）`,
      en: `${waiting} findings of people wrongly included were confirmed and wait for a second person (yingbao outcome approve)`,
    });
}

/** Says on standard error which answers or approvals a person should look at, by id and counts. */
export function printReviews(terminal: Terminal, reviews: readonly Review[]): void {
  for (const review of reviews) warn(terminal, 'W_OUTCOME_REVIEW', reviewWords(review));
}

const PATTERN_WORDS: Readonly<Record<ReviewPattern, Words>> = {
  fast: { zh: '一小时内填报过多', en: 'too many in an hour' },
  same_minute: { zh: '同一分钟内填报多条', en: 'several in one minute' },
  all_alike: { zh: '全部是同一结果', en: 'all the same outcome' },
  same_note: { zh: '备注完全相同', en: 'the same note' },
  same_evidence: { zh: '核查依据全部相同', en: 'all seen in the same way' },
  fast_approvals: { zh: '一小时内复核过多', en: 'too many approvals in an hour' },
};

function reviewWords({ who, pattern, count, of, from, to }: Review): Words {
  const words = PATTERN_WORDS[pattern];
  return {
    zh: `${who}：${words.zh}，${count} / ${of} 条，${from} 至 ${to}，请抽查复核`,
    en: `${who}: ${words.en}, ${count} of ${of}, ${from} to ${to}; have some looked at again`,
  };
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

function warn(terminal: Terminal, code: string, words: Words): void {
  const { lang } = terminal.options;
  const head = coloured(terminal.options, 'yellow', `${lang === 'zh' ? '注意' : 'note'} ${code}`);
  terminal.complain(`${head} ${safeText(words[lang])}`);
}
