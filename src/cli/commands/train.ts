import type { CommandHost } from '../command-host.js';

/** `yingbao train LEFT [RIGHT]`: a model with its probabilities estimated from the files, without labels. */
export function registerTrain({ program, say, terminal }: CommandHost): void {
  program
    .command('train')
    .description(
      say(
        '由数据估计匹配模型参数（无需标注）',
        'estimate the parameters of a match model from files, without labels',
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
    .requiredOption('--out <file>', say('写入的模型文件', 'model file to write'))
    .action(
      async (
        left: string,
        right: string | undefined,
        options: { model?: string; oneToOne?: true; ignore?: string; out: string },
      ) => {
        const screen = terminal();
        const { trainModel } = await import('../../run/train-model.js');
        const trained = await trainModel({
          left,
          ...(right === undefined ? {} : { right }),
          ...(options.model === undefined ? {} : { model: options.model }),
          oneToOne: options.oneToOne === true,
          ignore: options.ignore === undefined ? [] : options.ignore.split(','),
          out: options.out,
          day: new Date().toISOString().slice(0, 10),
          onStep: (name) => screen.progress(name),
        });
        if (screen.options.format === 'json') screen.out(JSON.stringify(trained, null, 2));
        screen.say({
          zh: `迭代 ${trained.iterations} 次，${trained.converged ? '已收敛' : '未收敛'}；预计匹配 ${Math.round(trained.expectedMatches)} 对；已写入 ${options.out}`,
          en: `${trained.iterations} iterations, ${trained.converged ? 'converged' : 'not converged'}; ${Math.round(trained.expectedMatches)} matches expected; written to ${options.out}`,
        });
      },
    );
}
