import type { WhatIf } from '../../run/whatif.js';
import type { CommandHost } from '../command-host.js';
import { shownCode } from '../code-words.js';
import { printRows } from '../table.js';
import type { Terminal } from '../terminal.js';

/** `yingbao whatif --standards NEW.csv`: who enters or leaves the lists when standards change. */
export function registerWhatIf({ program, say, terminal }: CommandHost): void {
  program
    .command('whatif')
    .description(
      say(
        '按新标准试算：各县各规则谁会进入或退出名单（不发布）',
        'try other standards: who enters or leaves, without publishing',
      ),
    )
    .requiredOption(
      '--standards <file>',
      say('新标准 CSV，格式同 standards.csv', 'CSV in the form of standards.csv'),
    )
    .option('--list', say('逐条列出进入和退出的线索', 'list every finding that enters or leaves'))
    .action(async (options: { standards: string; list?: true }) => {
      const screen = terminal();
      const { whatIfStandards } = await import('../../run/whatif.js');
      const { findProjectFolder } = await import('../../config/project.js');
      const result = await whatIfStandards({
        options: {
          projectFolder: findProjectFolder(screen.options.project),
          now: () => new Date(),
          environment: process.env,
          listener: () => undefined,
        },
        standardsFile: options.standards,
      });
      printWhatIf(screen, result, options.list === true);
    });
}

function printWhatIf(screen: Terminal, result: WhatIf, list: boolean): void {
  const zh = screen.options.lang === 'zh';
  if (list) {
    const rows = result.changes.map((one) => [
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
  } else {
    const rows = result.rows.map((row) => [
      row.rule,
      shownCode(screen, row.kind),
      row.county,
      row.before,
      row.after,
      row.enters,
      row.leaves,
    ]);
    printRows(screen, ['rule', 'kind', 'county', 'before', 'after', 'enters', 'leaves'], rows, [
      '规则',
      '类型',
      '县区',
      '原标准',
      '新标准',
      '进入',
      '退出',
    ]);
  }
  const { before, after } = result.refused;
  if (before === 0 && after === 0) return;
  screen.say({
    zh: `因所在县无标准未作判断：原标准 ${before} 人，新标准 ${after} 人`,
    en: `not judged for want of a standard: ${before} people before, ${after} after`,
  });
}
