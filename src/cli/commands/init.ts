import { relative } from 'node:path';
import type { CommandHost } from '../command-host.js';

/** `yingbao init`: a project file for a folder of exports. */
export function registerInit({ program, say, terminal }: CommandHost): void {
  program
    .command('init')
    .description(
      say(
        '在文件夹中生成 yingbao.yaml 和 standards.csv',
        'write a commented yingbao.yaml and a standards.csv template',
      ),
    )
    .argument('[dir]', say('项目文件夹', 'project folder'), '.')
    .option(
      '--exports <folder>',
      say(
        '存放各部门导出文件的文件夹，自动识别名单类别',
        'folder of exports: recognises the kind of each file',
      ),
    )
    .action(async (dir: string, options: { exports?: string }) => {
      const screen = terminal();
      const { initProject } = await import('../../run/init-project.js');
      const { printRows } = await import('../table.js');
      const result = await initProject({
        folder: dir,
        ...(options.exports === undefined ? {} : { exports: options.exports }),
      });
      const { lang, format } = screen.options;
      const undecided = format !== 'table' ? null : lang === 'zh' ? '（未能判断）' : '(undecided)';
      if (options.exports !== undefined || format === 'json') {
        printRows(
          screen,
          ['file', 'kind', 'why'],
          result.files.map(({ file, kind, why }) => [file, kind ?? undecided, why[lang]]),
          ['文件', '类别', '依据'],
        );
      }
      const folder = relative(process.cwd(), result.folder) || '.';
      screen.say({
        zh: `已写入 ${folder}：${result.written.join('、')}。请填写 standards.csv 的标准，然后运行 yingbao run --project ${folder}`,
        en: `written to ${folder}: ${result.written.join(', ')}. Fill in standards.csv, then yingbao run --project ${folder}`,
      });
    });
}
