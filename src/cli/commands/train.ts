import type { CommandHost } from '../command-host.js';
import type { Terminal } from '../terminal.js';

interface TrainOptions {
  readonly model?: string;
  readonly oneToOne?: true;
  readonly ignore?: string;
  readonly judgements?: string;
  readonly out: string;
}

/** `yingbao train LEFT [RIGHT]`: a model with its probabilities estimated from the files, with judgements as labels where there are some. */
export function registerTrain({ program, say, terminal }: CommandHost): void {
  program
    .command('train')
    .description(
      say(
        '由数据估计匹配模型参数（无需标注，有人工判定则加以利用）',
        'estimate the parameters of a match model from files; needs no labels, uses judgements',
      ),
    )
    .argument('<left>', say('左表 CSV', 'left CSV file'))
    .argument('[right]', say('右表 CSV', 'right CSV file'))
    .option(
      '--model <file>',
      say('模型结构（默认按列自动建立）', 'structure of the model (default: made for the columns)'),
    )
    .option('--one-to-one', say('每条记录最多一个对应', 'each record has one partner at most'))
    .option(
      '--ignore <headers>',
      say('不参与比对的列，用逗号分隔', 'columns not to compare, separated by commas'),
    )
    .option(
      '--judgements <file>',
      say(
        '人工判定：填好 verdict 列（same、different、unsure）的 pairs.csv',
        'what people decided: a pairs.csv whose column verdict says same, different or unsure',
      ),
    )
    .requiredOption('--out <file>', say('写入的模型文件', 'model file to write'))
    .action((left: string, right: string | undefined, options: TrainOptions) =>
      runTrain(terminal(), [left, right], options),
    );
}

async function runTrain(
  screen: Terminal,
  [left, right]: readonly [string, string | undefined],
  { model, oneToOne, ignore, judgements, out }: TrainOptions,
): Promise<void> {
  const { trainModel } = await import('../../run/train-model.js');
  const trained = await trainModel({
    left,
    ...(right === undefined ? {} : { right }),
    ...(model === undefined ? {} : { model }),
    ...(judgements === undefined ? {} : { judgements }),
    oneToOne: oneToOne === true,
    ignore: ignore === undefined ? [] : ignore.split(','),
    out,
    day: new Date().toISOString().slice(0, 10),
    onStep: (name) => screen.progress(name),
  });
  if (screen.options.format === 'json') screen.out(JSON.stringify(trained, null, 2));
  screen.say({
    zh: `迭代 ${trained.iterations} 次，${trained.converged ? '已收敛' : '未收敛'}；预计匹配 ${Math.round(trained.expectedMatches)} 对；已写入 ${out}`,
    en: `${trained.iterations} iterations, ${trained.converged ? 'converged' : 'not converged'}; ${Math.round(trained.expectedMatches)} matches expected; written to ${out}`,
  });
}
