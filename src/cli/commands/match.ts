import { InvalidArgumentError, Option } from 'commander';
import { REGISTRY_KINDS, type RegistryKind } from '../../model/registry-kinds.js';
import type { CommandHost } from '../command-host.js';
import type { Terminal } from '../terminal.js';

export interface MatchOptions {
  readonly model?: string;
  readonly kind?: RegistryKind;
  readonly oneToOne?: true;
  readonly threshold?: number;
  readonly ignore?: readonly string[];
  readonly seed: number;
  readonly estimate?: true;
  readonly forecast?: true;
  readonly explain?: true;
  readonly judgements?: string;
  readonly candidates?: string;
  readonly out?: string;
}

/** `yingbao match LEFT RIGHT` and `yingbao match FILE`: who is who in any two tables, or twice in one. */
export function registerMatch({ program, say, terminal }: CommandHost): void {
  const command = program
    .command('match')
    .description(
      say('比对两份表格，或在一份表格中查重', 'match the records of two files, or find duplicates in one'),
    )
    .argument('<left>', say('左表 CSV', 'left CSV file'))
    .argument(
      '[right]',
      say('右表 CSV（不给则查重）', 'right CSV file (without it: duplicates in the left one)'),
    )
    .option(
      '--model <file>',
      say('模型文件（默认按列自动建立）', 'model file (default: made for the columns)'),
    )
    .addOption(
      new Option(
        '--kind <kind>',
        say('按名单类别识别列，使用人员模型', 'columns of a registry kind, model for persons'),
      ).choices(REGISTRY_KINDS),
    )
    .option('--one-to-one', say('每条记录最多一个对应', 'each record has one partner at most'))
    .option('--threshold <p>', say('关联的最低概率 0–1', 'link from this probability on, 0–1'), probability)
    .option(
      '--ignore <headers>',
      say('不参与比对的列，用逗号分隔', 'columns not to compare, separated by commas'),
      list,
    )
    .option(
      '--judgements <file>',
      say(
        '人工判定：填好 verdict 列（same、different、unsure）的 pairs.csv',
        'what people decided: a pairs.csv whose column verdict says same, different or unsure',
      ),
    );
  registerOutput(command, say);
  command.action((left: string, right: string | undefined, options: MatchOptions) =>
    runMatch(terminal(), [left, right], options),
  );
}

/** How it estimates and what it shows. */
function registerOutput(command: CommandHost['program'], say: CommandHost['say']): void {
  command
    .option('--seed <n>', say('随机抽样的种子', 'seed of the random sample'), wholeNumber, 1)
    .option(
      '--estimate',
      say('重新估计模型参数', 'estimate the parameters again although the model has them'),
    )
    .option(
      '--forecast',
      say('只预测各分块规则的代价，不比对', 'only count what the blocking rules would cost'),
    )
    .option('--explain', say('逐项列出权重', 'show the weight of each comparison'))
    .option(
      '--candidates <file>',
      say(
        '把比较过的全部记录对写入 CSV，供 evaluate --candidates 使用',
        'write every pair that was compared to a CSV, for evaluate --candidates',
      ),
    )
    .option(
      '--out <folder>',
      say('把结果和模型写入文件夹', 'also write pairs, clusters and the model to a folder'),
    );
}

async function runMatch(
  screen: Terminal,
  [left, right]: readonly [string, string | undefined],
  options: MatchOptions,
): Promise<void> {
  const { matchFiles } = await import('../../run/match-files.js');
  const { printForecast, printMatch, writeMatch } = await import('../print-match.js');
  const { model, kind, threshold } = options;
  const matched = await matchFiles({
    left,
    ...(right === undefined ? {} : { right }),
    ...(model === undefined ? {} : { model }),
    ...(kind === undefined ? {} : { kind }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(options.judgements === undefined ? {} : { judgements: options.judgements }),
    ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
    estimateAgain: options.estimate === true,
    forecast: options.forecast === true,
    oneToOne: options.oneToOne === true,
    ignore: options.ignore ?? [],
    seed: options.seed,
    onStep: (name) => screen.progress(name),
  });
  if (options.forecast === true) {
    printForecast(screen, matched);
    return;
  }
  printMatch(screen, matched, { explain: options.explain === true });
  if (options.out !== undefined) writeMatch(screen, matched, options.out);
}

function probability(value: string): number {
  const parsed = Number(value);
  if (!(parsed > 0 && parsed < 1)) throw new InvalidArgumentError('0 < p < 1');
  return parsed;
}

function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('0, 1, 2 …');
  return Number(value);
}

function list(value: string): readonly string[] {
  return value.split(',').map((part) => part.trim());
}
