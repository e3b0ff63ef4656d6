import { Option } from 'commander';
import { FINDING_STATES, type FindingState } from '../../model/outcome.js';
import type { StepRequest, StepTaken } from '../../run/finding-steps.js';
import type { CommandHost } from '../command-host.js';
import { printCases, printStep } from '../print-cases.js';

type Parent = CommandHost['program'];

interface StepWords {
  readonly name: string;
  readonly about: readonly [zh: string, en: string];
}

/** `outcome approve|close|object FINDING` and `outcome list`: one finding at a time, each step by somebody with an id. */
export function registerSteps(host: CommandHost, parent: Parent): void {
  registerStep(
    host,
    parent,
    { name: 'approve', about: ['由另一人复核属实的结果', 'a second person approves a confirmed finding'] },
    async (request) => (await import('../../run/finding-steps.js')).approveFinding(request),
  );
  registerStep(
    host,
    parent,
    {
      name: 'close',
      about: [
        '等待期满后，将疑似错保线索办结为属实',
        'close a finding of somebody wrongly included, after the cooling time',
      ],
    },
    async (request) => (await import('../../run/finding-steps.js')).closeFinding(request),
  );
  registerStep(
    host,
    parent,
    {
      name: 'object',
      about: [
        '登记本人异议：线索重新核实并暂停',
        'record that the person objects: it is open again and paused',
      ],
    },
    async (request) => (await import('../../run/finding-steps.js')).objectToFinding(request),
  );
  registerList(host, parent);
}

/** `yingbao notice FINDING`: what the person is told. */
export function registerNotice(host: CommandHost): void {
  registerStep(
    host,
    host.program,
    {
      name: 'notice',
      about: [
        '为已复核的疑似错保线索出具告知书（写入项目的 notices 文件夹）',
        'write the notice to the person of an approved finding, into notices/ of the project',
      ],
    },
    async (request) => (await import('../../run/finding-steps.js')).notifyFinding(request),
  );
}

function registerStep(
  { say, terminal }: CommandHost,
  parent: Parent,
  { name, about }: StepWords,
  step: (request: StepRequest) => Promise<StepTaken>,
): void {
  parent
    .command(name)
    .description(say(...about))
    .argument('<finding>', say('线索编号', 'finding id'))
    .requiredOption('--by <id>', say('办理人编号（不是姓名）', 'id of whoever does this, no name'))
    .action(async (finding: string, options: { by: string }) => {
      const screen = terminal();
      const taken = await step({
        projectFolder: screen.options.project,
        findingId: finding.trim().toUpperCase(),
        by: options.by,
        now: new Date(),
      });
      printStep(screen, taken);
    });
}

function registerList({ say, terminal }: CommandHost, parent: Parent): void {
  parent
    .command('list')
    .description(say('列出已有核查结果的线索及其状态', 'findings with outcomes, and their states'))
    .addOption(
      new Option('--state <state>', say('只列一种状态', 'only of this state')).choices(FINDING_STATES),
    )
    .action(async (options: { state?: FindingState }) => {
      const screen = terminal();
      const { listCases } = await import('../../run/outcome-list.js');
      printCases(
        screen,
        await listCases({
          projectFolder: screen.options.project,
          ...(options.state === undefined ? {} : { state: options.state }),
          now: new Date(),
        }),
      );
    });
}
