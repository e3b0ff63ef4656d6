import { THRESHOLDS } from '../../linkage/match/calibration.js';
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
    .action((pairs: string, truth: string, options: { oneTable?: true }) =>
      runEvaluate(terminal(), { pairs, truth, symmetric: options.oneTable === true }),
    );
}

async function runEvaluate(
  screen: Terminal,
  request: Pick<EvaluateFilesRequest, 'pairs' | 'truth' | 'symmetric'>,
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
  );
  for (const { error, left, right, probability } of evaluation.worst) {
    const value = probability.toFixed(4);
    screen.say({
      zh: `${error === 'false' ? '误关联' : '漏关联'}：左 ${left} 行 右 ${right} 行 概率 ${value}`,
      en: `${error === 'false' ? 'false link' : 'missed'}: left line ${left}, right line ${right}, probability ${value}`,
    });
  }
}

function percent(value: number | null): string {
  return value === null ? '' : (value * 100).toFixed(3);
}
