import { Option } from 'commander';
import { ConfigError } from '../../model/errors.js';
import type { CommandHost } from '../command-host.js';
import type { Terminal } from '../terminal.js';

interface ExplainOptions {
  readonly run?: string;
  readonly reveal?: true;
  readonly reason?: string;
}

/**
 * `yingbao explain FINDING`: everything behind a finding; `explain PLACE PLACE`: everything about two records; `explain
 * CODE`: what a message means and what to do; `explain RULE`: what the rule is.
 */
export function registerExplain({ program, say, terminal }: CommandHost): void {
  program
    .command('explain')
    .description(
      say(
        '说明一条线索（来源记录、关联依据、规则和参数）、两条记录是否同一人及其依据、一个问题代码或一条规则',
        'explain a finding (source rows, links, rule and parameters), two records and whether they are one person, the code of a message, or a rule',
      ),
    )
    .argument(
      '<id>',
      say(
        '线索编号、问题代码、规则编号，或记录位置：“文件:行”或“名单 文件:行”',
        'finding id, code such as D01, rule such as M01, or place of a record: "FILE:LINE" or "REGISTRY FILE:LINE"',
      ),
    )
    .argument('[other]', say('另一条记录的位置', 'place of the other record'))
    .option('--run <runId>', say('运行编号（默认最近一次）', 'run id (default: the last)'))
    .option(
      '--reveal',
      say(
        '显示完整身份信息（需要 --reason，记入审计日志）',
        'show identities in full (needs --reason; goes to the audit trail)',
      ),
    )
    .addOption(
      new Option('--format <format>', say('格式', 'format')).choices(['table', 'json']).default('table'),
    )
    .option('--reason <text>', say('查看完整信息的理由', 'why identities are needed in full'))
    .action((id: string, other: string | undefined, options: ExplainOptions) =>
      other === undefined
        ? explainOne(terminal(), id, options)
        : explainTwo(terminal(), [id, other], options),
    );
}

/** What both kinds of explanation are asked with. */
function readerRequest(
  screen: Terminal,
  { run, reveal, reason }: ExplainOptions,
): {
  readonly projectFolder: string;
  readonly runId?: string;
  readonly reveal: boolean;
  readonly reason?: string;
  readonly now: Date;
} {
  return {
    projectFolder: screen.options.project,
    ...(run === undefined ? {} : { runId: run }),
    reveal: reveal === true,
    ...(reason === undefined ? {} : { reason }),
    now: new Date(),
  };
}

async function explainOne(screen: Terminal, id: string, options: ExplainOptions): Promise<void> {
  if ((await explainRule(screen, id)) || (await explainCode(screen, id))) return;
  const { isPlace } = await import('../../run/find-record.js');
  if (isPlace(id)) {
    throw new ConfigError('explain needs the places of two records', {
      zh: 'explain 需要两条记录的位置：yingbao explain "名单 文件:行" "名单 文件:行"',
      code: 'E_USAGE',
      hint: 'yingbao explain "REGISTRY FILE:LINE" "REGISTRY FILE:LINE"',
    });
  }
  const { explainForReader } = await import('../../run/explain-for-reader.js');
  const { printExplanation } = await import('../print-explanation.js');
  printExplanation(screen, await explainForReader({ ...readerRequest(screen, options), findingId: id }));
}

/** A rule that is no code as well: D05 stands for both, and its code is what lists and messages show. */
async function explainRule(screen: Terminal, id: string): Promise<boolean> {
  const wanted = id.trim().toUpperCase();
  if (!/^[A-Z]{1,3}\d{1,4}$/.test(wanted)) return false;
  const { findIssue } = await import('../../model/issue-catalogue.js');
  if (findIssue(wanted) !== null) return false;
  const { readRuleBook } = await import('../../run/rule-book.js');
  const book = readRuleBook(screen.options.project);
  const rule = book.rules.find((one) => one.id.toUpperCase() === wanted);
  if (rule === undefined) return false;
  const { printRule } = await import('../print-rule.js');
  printRule(screen, rule, book);
  return true;
}

async function explainCode(screen: Terminal, id: string): Promise<boolean> {
  const { explainIssue, isIssueCode, issueOfCode } = await import('../../ingest/explain-issue.js');
  if (!isIssueCode(id)) return false;
  const issue = issueOfCode(id);
  const { format, lang } = screen.options;
  screen.out(format === 'json' ? JSON.stringify(issue, null, 2) : explainIssue(issue, lang));
  return true;
}

async function explainTwo(
  screen: Terminal,
  places: readonly [string, string],
  options: ExplainOptions,
): Promise<void> {
  const { explainPairForReader } = await import('../../run/explain-for-reader.js');
  const { printPair } = await import('../print-pair.js');
  printPair(
    screen,
    await explainPairForReader({ ...readerRequest(screen, options), places, environment: process.env }),
  );
}
