import type { CommandHost } from '../command-host.js';

/** `yingbao explain FINDING`: everything behind a finding; `yingbao explain CODE`: what a message means and what to do. */
export function registerExplain({ program, say, terminal }: CommandHost): void {
  program
    .command('explain')
    .description(
      say(
        '说明一条线索（来源记录、关联依据、规则和参数），或一个问题代码',
        'explain a finding (source rows, links, rule and parameters), or the code of a message',
      ),
    )
    .argument('<id>', say('线索编号或问题代码', 'finding id, or code such as D01'))
    .option('--run <runId>', say('运行编号（默认最近一次）', 'run id (default: the last)'))
    .option(
      '--reveal',
      say(
        '显示完整身份信息（需要 --reason，记入审计日志）',
        'show identities in full (needs --reason; goes to the audit trail)',
      ),
    )
    .option('--reason <text>', say('查看完整信息的理由', 'why identities are needed in full'))
    .action(async (id: string, options: { run?: string; reveal?: true; reason?: string }) => {
      const screen = terminal();
      const { explainIssue, isIssueCode, issueOfCode } = await import('../../ingest/explain-issue.js');
      if (isIssueCode(id)) {
        const issue = issueOfCode(id);
        const { format, lang } = screen.options;
        screen.out(format === 'json' ? JSON.stringify(issue, null, 2) : explainIssue(issue, lang));
        return;
      }
      const { explainForReader } = await import('../../run/explain-for-reader.js');
      const { printExplanation } = await import('../print-explanation.js');
      const explanation = await explainForReader({
        projectFolder: screen.options.project,
        findingId: id,
        ...(options.run === undefined ? {} : { runId: options.run }),
        reveal: options.reveal === true,
        ...(options.reason === undefined ? {} : { reason: options.reason }),
        now: new Date(),
      });
      printExplanation(screen, explanation);
    });
}
