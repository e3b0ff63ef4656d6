import { safeText } from '../normalize/text.js';
import type { RuleTrial } from '../run/rule-test.js';
import { shownCode } from './code-words.js';
import { drawTable } from './table.js';
import type { Terminal } from './terminal.js';

/** Prints what a rule would find: counts and masked examples. */
export function printRuleTrial(terminal: Terminal, trial: RuleTrial): void {
  const { format, lang } = terminal.options;
  if (format === 'json') {
    terminal.out(JSON.stringify(trial, null, 2));
    return;
  }
  const zh = lang === 'zh';
  terminal.out(
    zh
      ? `${trial.rule} · 运行 ${trial.runId} · 基准日 ${trial.asOf}`
      : `${trial.rule} · run ${trial.runId} · as of ${trial.asOf}`,
  );
  if (trial.skipped !== null) {
    terminal.out(zh ? `未执行：${trial.skipped.zh}` : `not run: ${trial.skipped.en}`);
    return;
  }
  const counts = trial.counts.map((row) => [
    shownCode(terminal, row.kind),
    shownCode(terminal, row.confidence),
    row.findings,
    row.people,
  ]);
  terminal.out(
    drawTable(zh ? ['类型', '把握', '线索', '人数'] : ['kind', 'confidence', 'findings', 'people'], counts),
  );
  if (trial.refused > 0)
    terminal.out(zh ? `未作判断：${trial.refused} 人` : `not judged: ${trial.refused} people`);
  const examples = trial.examples.map((one) =>
    [one.name, one.county, zh ? one.reasonZh : one.reasonEn].map(safeText),
  );
  if (examples.length > 0)
    terminal.out(drawTable(zh ? ['姓名', '县区', '说明'] : ['name', 'county', 'reason'], examples));
}
