import { dayArgument } from '../day-argument.js';
import { EXIT_CODES } from '../exit-codes.js';
import { sayAside } from '../say-aside.js';
import type { Terminal } from '../terminal.js';
import type { RunListener } from '../../run/events.js';
import type { CommandHost } from '../command-host.js';

/** `yingbao run`: the main job. */
export function registerRun({ program, say, terminal, setExitCode }: CommandHost): void {
  program
    .command('run')
    .description(say('读取名单、关联、研判并生成排查清单', 'ingest, link, assess and write the worklists'))
    .option('--as-of <date>', say('研判基准日 YYYY-MM-DD', 'judge as of this day, YYYY-MM-DD'), dayArgument)
    .option('--dry-run', say('只显示计划和 SQL，不执行', 'print the plan and its SQL, run nothing'))
    .option(
      '--keep-going',
      say(
        '名单读不出或被闸门拦下时搁置该名单，其余照常（退出码 5）',
        'set a registry aside that cannot be read or that a gate holds, and go on with the rest (exit code 5)',
      ),
    )
    .action(async (options: { asOf?: string; dryRun?: true; keepGoing?: true }) => {
      const screen = terminal();
      const runOptions = {
        projectFolder: screen.options.project,
        now: () => new Date(),
        environment: process.env,
        listener: progressListener(screen),
        keepGoing: options.keepGoing === true,
        ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      };
      if (options.dryRun === true) {
        const { planProject } = await import('../../run/plan.js');
        const { printPlan } = await import('../print-plan.js');
        printPlan(screen, await planProject(runOptions));
        return;
      }
      const { runProject } = await import('../../run/project-run.js');
      const { findProjectFolder } = await import('../../config/project.js');
      const { openRunLog } = await import('../run-log.js');
      const { printSummary } = await import('../print-summary.js');
      const log = openRunLog(findProjectFolder(screen.options.project));
      const listener: RunListener = (event) => {
        log.listener(event);
        runOptions.listener(event);
      };
      try {
        const run = await runProject({ ...runOptions, listener });
        printSummary(screen, run);
        if (run.manifest.exitStatus === 'partial') setExitCode(EXIT_CODES.partial);
      } catch (error) {
        log.failed(error);
        throw error;
      }
    });
}

/** Draws where the run is, on a terminal only. */
function progressListener(screen: Terminal): RunListener {
  const zh = screen.options.lang === 'zh';
  const names: Readonly<Record<string, string>> = { link: '关联', assess: '研判', 'follow-up': '生成清单' };
  return (event) => {
    switch (event.type) {
      case 'step-started':
        screen.progress(
          `${zh ? (names[event.stage] ?? event.stage) : event.stage} ${event.index + 1}/${event.of} ${event.step}`,
        );
        return;
      case 'stage-started':
        screen.progress(`${zh ? (names[event.stage] ?? event.stage) : event.stage} …`);
        return;
      case 'set-aside':
        sayAside(screen, event.registry);
        return;
      case 'stage-finished':
      case 'blocking':
      case 'published':
        return;
    }
  };
}
