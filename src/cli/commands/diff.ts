import { RUN_CHANGES } from '../../run/run-changes.js';
import type { CommandHost } from '../command-host.js';
import { shownCode } from '../code-words.js';
import { printRows } from '../table.js';

/** `yingbao diff EARLIER LATER`: what became of findings between two runs. */
export function registerDiff({ program, say, terminal }: CommandHost): void {
  program
    .command('diff')
    .description(say('比较两次运行的线索：新增、持续、变化、消除', 'compare the findings of two runs'))
    .argument('<earlier>', say('较早的运行编号', 'run id'))
    .argument('<later>', say('较晚的运行编号', 'run id'))
    .option('--list', say('逐条列出有变化的线索', 'list every finding that changed'))
    .action(async (earlier: string, later: string, options: { list?: true }) => {
      const screen = terminal();
      const zh = screen.options.lang === 'zh';
      const { diffRuns } = await import('../../run/diff.js');
      const { findProjectFolder } = await import('../../config/project.js');
      const projectFolder = findProjectFolder(screen.options.project);
      const diff = await diffRuns({ projectFolder, earlier, later });
      if (options.list === true) {
        const rows = diff.entries.map((one) => [
          shownCode(screen, one.change),
          one.rule,
          one.county,
          one.findingId,
          one.maskedId,
          zh ? one.reasonZh : one.reasonEn,
        ]);
        printRows(screen, ['change', 'rule', 'county', 'finding_id', 'masked_id', 'reason'], rows, [
          '变化',
          '规则',
          '县区',
          '线索编号',
          '身份证号',
          '疑点说明',
        ]);
        return;
      }
      const rows = diff.rows.map(({ rule, kind, counts }) => [
        rule,
        shownCode(screen, kind),
        ...RUN_CHANGES.map((name) => counts[name]),
      ]);
      printRows(screen, ['rule', 'kind', ...RUN_CHANGES], rows, [
        '规则',
        '类型',
        ...RUN_CHANGES.map((name) => shownCode(screen, name)),
      ]);
    });
}
