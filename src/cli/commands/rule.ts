import { Option } from 'commander';
import type { CommandHost } from '../command-host.js';
import type { RuleBook } from '../../run/rule-book.js';
import { shownCode } from '../code-words.js';
import { printRows } from '../table.js';

/** `yingbao rule list | test FILE | doc`: the rules of a project. */
export function registerRule(host: CommandHost): void {
  const { program, say } = host;
  const rule = program
    .command('rule')
    .helpCommand(false)
    .description(say('规则：清单、试运行、规则手册', 'rules: list, dry run, book'));
  registerList(host, rule);
  registerTest(host, rule);
  registerDoc(host, rule);
}

type Parent = CommandHost['program'];

function registerList({ say, terminal }: CommandHost, parent: Parent): void {
  parent
    .command('list')
    .description(say('列出规则及其所需名单', 'list the rules and what they need'))
    .action(async () => {
      const screen = terminal();
      const { readRuleBook } = await import('../../run/rule-book.js');
      const book = readRuleBook(screen.options.project);
      const rows = book.rules.map((rule) => [
        rule.id,
        rule.version,
        shownCode(screen, rule.kind),
        shownCode(screen, rule.severity),
        rule.title[screen.options.lang],
        [...rule.requires, ...rule.departments].join(' '),
        shownCode(screen, stateOf(rule, book)),
        shownCode(screen, book.origins[rule.id] ?? 'shipped'),
      ]);
      printRows(
        screen,
        ['id', 'version', 'kind', 'severity', 'title', 'registries', 'state', 'origin'],
        rows,
        ['规则', '版本', '类型', '程度', '名称', '所需名单', '状态', '来源'],
      );
    });
}

function stateOf({ id, shadow }: RuleBook['rules'][number], book: RuleBook): string {
  if (book.disabled.includes(id)) return 'disabled';
  return shadow || book.shadow.includes(id) ? 'shadow' : 'on';
}

function registerTest({ say, terminal }: CommandHost, parent: Parent): void {
  parent
    .command('test')
    .description(
      say(
        '用最近一次运行的数据试运行一条规则（不发布）',
        'dry run of one rule on the last run, without publishing',
      ),
    )
    .argument('<file>', say('规则文件（.sql）', 'rule file (.sql)'))
    .option('--examples <n>', say('示例条数（已脱敏）', 'examples to show, masked'), '5')
    .action(async (file: string, options: { examples: string }) => {
      const screen = terminal();
      const { testRule } = await import('../../run/rule-test.js');
      const { findProjectFolder } = await import('../../config/project.js');
      const trial = await testRule({
        options: {
          projectFolder: findProjectFolder(screen.options.project),
          now: () => new Date(),
          environment: process.env,
          listener: () => undefined,
        },
        file,
        examples: Number.parseInt(options.examples, 10) || 0,
      });
      const { printRuleTrial } = await import('../print-rule-trial.js');
      printRuleTrial(screen, trial);
    });
}

function registerDoc({ say, terminal }: CommandHost, parent: Parent): void {
  parent
    .command('doc')
    .description(say('输出可公开的规则手册（Markdown）', 'write the publishable book of rules (Markdown)'))
    .addOption(
      new Option('--format <format>', say('格式', 'format')).choices(['markdown']).default('markdown'),
    )
    .action(async () => {
      const screen = terminal();
      const { readRuleBook } = await import('../../run/rule-book.js');
      const { renderRuleBook } = await import('../../run/rule-doc.js');
      screen.out(renderRuleBook(readRuleBook(screen.options.project), screen.options.lang));
    });
}
