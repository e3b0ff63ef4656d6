import { Option } from 'commander';
import type { ImportedOutcomes } from '../../run/outcome-import.js';
import type { CommandHost } from '../command-host.js';
import { EXIT_CODES } from '../exit-codes.js';
import { printImport } from '../print-import.js';
import { registerSteps } from './outcome-steps.js';

type Parent = CommandHost['program'];

const FAIL_ON = ['review', 'reject', 'never'] as const;
type FailOn = (typeof FAIL_ON)[number];

interface ImportOptions {
  readonly dryRun?: true;
  readonly correct?: true;
  readonly failOn: FailOn;
}

/** `yingbao outcome import FILE…` and the steps after it: what visits found comes back. */
export function registerOutcome(host: CommandHost): void {
  const { program, say } = host;
  const outcome = program
    .command('outcome')
    .helpCommand(false)
    .description(
      say('核查结果：收回清单、复核、办结、异议、列出', 'outcomes: import, approve, close, object, list'),
    );
  registerImport(host, outcome);
  registerSteps(host, outcome);
}

function registerImport({ say, terminal, setExitCode }: CommandHost, parent: Parent): void {
  parent
    .command('import')
    .description(
      say(
        '收回填好的排查清单，把核查结果记入台账（重复导入不会重复记）',
        'take filled worklists back into the ledger (again changes nothing)',
      ),
    )
    .argument(
      '<files...>',
      say('填好的清单（CSV 或 XLSX），或存放清单的文件夹', 'filled lists, CSV or XLSX, or their folder'),
    )
    .option('--dry-run', say('只检查和计数，不写入', 'check and count, write nothing'))
    .option(
      '--correct',
      say(
        '接受对已登记核查结果的更正（原记录保留）',
        'take rows that correct what was recorded of a visit; both stay in the ledger',
      ),
    )
    .addOption(
      new Option('--fail-on <what>', say('遇到何种情况以代码 1 结束', 'what ends with exit code 1'))
        .choices(FAIL_ON)
        .default('never'),
    )
    .action(async (files: readonly string[], options: ImportOptions) => {
      const screen = terminal();
      const { importOutcomes } = await import('../../run/outcome-import.js');
      const imported = await importOutcomes({
        projectFolder: screen.options.project,
        files,
        dryRun: options.dryRun === true,
        correct: options.correct === true,
        now: new Date(),
        environment: process.env,
      });
      printImport(screen, imported);
      if (fails(options.failOn, imported)) setExitCode(EXIT_CODES.gate);
    });
}

/** `review` is the stricter: rows that were not taken count as well. */
function fails(failOn: FailOn, { files, reviews }: ImportedOutcomes): boolean {
  if (failOn === 'never') return false;
  return files.some(({ rejected }) => rejected > 0) || (failOn === 'review' && reviews.length > 0);
}
