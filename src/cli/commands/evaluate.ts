import { THRESHOLDS } from '../../linkage/match/calibration.js';
import type { Evaluation } from '../../linkage/match/evaluate-pairs.js';
import { safeText } from '../../normalize/text.js';
import type { EvaluateFilesRequest } from '../../run/evaluate-files.js';
import { printRows } from '../table.js';
import type { Terminal } from '../terminal.js';
import type { CommandHost } from '../command-host.js';

/** Errors of each kind that are listed. */
const WORST = 20;

/** `yingbao evaluate PAIRS TRUTH`: precision, recall and F1 by threshold and stratum, and the worst errors. */
export function registerEvaluate({ program, say, terminal }: CommandHost): void {
  program
    .command('evaluate')
    .description(
      say('用已知真值评价比对结果', 'measure pairs against the truth: precision, recall and F1 by threshold'),
    )
    .argument('<pairs>', say('match 输出的 CSV', 'CSV of pairs, as match writes it'))
    .argument(
      '<truth>',
      say(
        '真值 CSV：left_line, right_line[, stratum]',
        'CSV of true pairs: left_line, right_line[, stratum]',
      ),
    )
    .option(
      '--one-table',
      say('同一份表格内的配对，左右可互换', 'pairs of one table: left and right may change places'),
    )
    .option(
      '--candidates <file>',
      say(
        'match --candidates 写出的全部候选对：分开评价分块与评分',
        'all pairs that were compared, as match --candidates writes them: measures blocking apart from scoring',
      ),
    )
    .action((pairs: string, truth: string, options: { oneTable?: true; candidates?: string }) =>
      runEvaluate(terminal(), {
        pairs,
        truth,
        symmetric: options.oneTable === true,
        ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      }),
    );
}

async function runEvaluate(
  screen: Terminal,
  request: Pick<EvaluateFilesRequest, 'pairs' | 'truth' | 'symmetric' | 'candidates'>,
): Promise<void> {
  const { evaluateFiles } = await import('../../run/evaluate-files.js');
  const evaluation = await evaluateFiles({ ...request, thresholds: THRESHOLDS, worst: WORST });
  if (screen.options.format === 'json') {
    screen.out(JSON.stringify(evaluation, null, 2));
    return;
  }
  printRows(
    screen,
    ['stratum', 'threshold', 'truth', 'linked', 'right', 'precision_%', 'recall_%', 'f1_%'],
    evaluation.rows.map((row) => [
      row.stratum ?? '',
      row.threshold,
      row.truth,
      row.linked,
      row.right,
      percent(row.precision),
      percent(row.recall),
      percent(row.f1),
    ]),
    ['分层', '阈值', '真值对', '关联对', '正确', '准确率 %', '召回率 %', 'F1 %'],
  );
  sayBlocking(screen, evaluation);
  for (const { error, left, right, probability, compared } of evaluation.worst) {
    const value = probability.toFixed(4);
    const never = compared === false;
    screen.say({
      zh: `${error === 'false' ? '误关联' : '漏关联'}：左 ${left} 行 右 ${right} 行 ${never ? '从未比较' : `概率 ${value}`}`,
      en: `${error === 'false' ? 'false link' : 'missed'}: left line ${left}, right line ${right}, ${never ? 'never compared' : `probability ${value}`}`,
    });
  }
}

/** How many true pairs were compared at all, and how many of those are linked. */
function sayBlocking(screen: Terminal, { blocking }: Evaluation): void {
  for (const { stratum, truth, compared, recall, scoring } of blocking ?? []) {
    const linked = scoring.find(({ threshold }) => threshold === 0.5)?.recall ?? null;
    const name = stratum === null ? '' : `${safeText(stratum)} `;
    screen.say({
      zh: `分块召回 ${name}${compared}/${truth}（${percent(recall)}%），其中评分召回（0.5 起）${percent(linked)}%`,
      en: `blocking recall ${name}${compared}/${truth} (${percent(recall)}%), of those linked from 0.5 on ${percent(linked)}%`,
    });
  }
}

function percent(value: number | null): string {
  return value === null ? '' : (value * 100).toFixed(3);
}
