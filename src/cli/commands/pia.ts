import { Option } from 'commander';
import type { CommandHost } from '../command-host.js';

/** `yingbao pia`: what an impact assessment of personal information needs, from what a run used. */
export function registerPia({ program, say, terminal }: CommandHost): void {
  program
    .command('pia')
    .description(
      say(
        '个人信息保护影响评估材料：数据来源、规则用到的字段、依据、核实情况和输出',
        'impact assessment: sources, fields used by rule, basis, what visits found, outputs',
      ),
    )
    .option('--run <runId>', say('运行编号（默认最近一次）', 'run id (default: the last)'))
    .addOption(
      new Option('--format <format>', say('格式', 'format'))
        .choices(['markdown', 'json'])
        .default('markdown'),
    )
    .action(async (options: { run?: string; format: 'markdown' | 'json' }) => {
      const screen = terminal();
      const { assessImpact } = await import('../../run/pia.js');
      const assessment = assessImpact({
        projectFolder: screen.options.project,
        ...(options.run === undefined ? {} : { runId: options.run }),
      });
      if (options.format === 'json') {
        screen.out(JSON.stringify(assessment, null, 2));
        return;
      }
      const { renderImpact } = await import('../../run/pia-text.js');
      screen.out(renderImpact(assessment, screen.options.lang));
    });
}
