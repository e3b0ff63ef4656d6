import type { RecalledFinding } from '../../run/recall.js';
import type { CommandHost } from '../command-host.js';
import { printRows } from '../table.js';

const FINDING_HEAD = ['finding_id', 'rule', 'status', 'person_id', 'masked_id', 'file', 'state', 'told'];

function findingRow(one: RecalledFinding): readonly string[] {
  return [
    one.findingId,
    one.rule,
    one.status,
    one.personId,
    one.maskedId,
    one.file ?? '',
    one.state,
    one.told ?? '',
  ];
}

/** `yingbao recall --run ID`: takes a published run back and lists what it touched. */
export function registerRecall({ program, say, terminal }: CommandHost): void {
  program
    .command('recall')
    .description(
      say(
        '撤回一次已发布的运行：列出受影响的线索、清单和网格，下次运行发出更正',
        'take a published run back: what it touched; the next run sends corrections',
      ),
    )
    .requiredOption('--run <runId>', say('要撤回的运行编号', 'the run to take back'))
    .requiredOption('--reason <text>', say('撤回理由', 'what was wrong with it'))
    .option('--list', say('逐条列出受影响的线索', 'list every finding that it touched'))
    .action(async (options: { run: string; reason: string; list?: true }) => {
      const screen = terminal();
      const { recallRun } = await import('../../run/recall.js');
      const recalled = await recallRun({
        projectFolder: screen.options.project,
        runId: options.run,
        reason: options.reason,
        now: new Date(),
      });
      if (options.list === true) {
        printRows(screen, FINDING_HEAD, recalled.findings.map(findingRow));
      } else {
        const rows = recalled.lists.map(({ file, label, findings, people, outcomes, told }) => [
          label ?? '-',
          file ?? '-',
          findings,
          people,
          outcomes,
          told,
        ]);
        printRows(screen, ['list', 'file', 'findings', 'people', 'outcomes', 'told'], rows);
      }
      screen.say({
        zh: `已撤回 ${recalled.run}，涉及 ${recalled.people} 人；下次 yingbao run 会说明并发出更正清单`,
        en: `recalled ${recalled.run}, ${recalled.people} people; the next yingbao run says so and sends corrections`,
      });
    });
}
