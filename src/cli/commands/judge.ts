import { userInfo } from 'node:os';
import { Argument } from 'commander';
import type { JudgementVerdict } from '../../linkage/judgements.js';
import { ConfigError } from '../../model/errors.js';
import type { CommandHost } from '../command-host.js';
import { printRows } from '../table.js';
import type { Terminal } from '../terminal.js';

const DECISIONS = ['same', 'different', 'unsure', 'undo', 'review', 'list'] as const;
type Decision = (typeof DECISIONS)[number];

/** Pairs that `judge review` shows at once. */
const SHOWN_PAIRS = 30;

interface JudgeOptions {
  readonly by?: string;
  readonly note?: string;
}

/** `yingbao judge same|different|unsure|undo LEFT RIGHT`, `judge review`, `judge list`: what people know of a pair. */
export function registerJudge({ program, say, terminal }: CommandHost): void {
  program
    .command('judge')
    .description(
      say(
        '人工判定两条记录是否同一人；此后每次运行都照办，可撤回',
        'decide whether two records are one person; every run obeys, and it can be taken back',
      ),
    )
    .addArgument(
      new Argument(
        '<decision>',
        say(
          'same 同一人、different 不是、unsure 未能确定、undo 撤回；review 列出待判定，list 列出已判定',
          'same, different, unsure, undo; review lists pairs that wait, list what was decided',
        ),
      ).choices(DECISIONS),
    )
    .argument(
      '[left]',
      say('记录位置：“文件:行”或“名单 文件:行”', 'place of a record: "FILE:LINE" or "REGISTRY FILE:LINE"'),
    )
    .argument('[right]', say('另一条记录的位置', 'place of the other record'))
    .option('--by <name>', say('判定人（默认当前账户）', 'who decided (default: this account)'))
    .option('--note <text>', say('备注，不要写个人信息', 'a note; no personal data'))
    .action(
      async (
        decision: Decision,
        left: string | undefined,
        right: string | undefined,
        options: JudgeOptions,
      ) => {
        const screen = terminal();
        if (decision === 'review') return printReview(screen);
        if (decision === 'list') return printJudgements(screen);
        if (left === undefined || right === undefined)
          throw new ConfigError('judge needs the places of two records', {
            zh: 'judge 需要两条记录的位置',
            code: 'E_USAGE',
            hint: 'yingbao judge --help',
          });
        return judge(screen, decision === 'undo' ? 'withdrawn' : decision, [left, right], options);
      },
    );
}

async function judge(
  screen: Terminal,
  verdict: JudgementVerdict,
  [left, right]: readonly [string, string],
  { by, note }: JudgeOptions,
): Promise<void> {
  const { judgePair } = await import('../../run/judge.js');
  const contradictions = await judgePair({
    projectFolder: screen.options.project,
    verdict,
    left,
    right,
    by: by ?? userInfo().username,
    ...(note === undefined ? {} : { note }),
    now: new Date(),
    environment: process.env,
  });
  if (screen.options.format === 'json')
    screen.out(JSON.stringify({ verdict, contradictions: contradictions.length }));
  else
    screen.out(
      screen.options.lang === 'zh'
        ? '已记录，下次 yingbao run 生效。'
        : 'recorded; it counts from the next yingbao run.',
    );
  for (const { judgement } of contradictions) {
    const pair = `${judgement.leftPlace ?? judgement.left} ≠ ${judgement.rightPlace ?? judgement.right}`;
    screen.say({
      zh: `注意：与其他判定矛盾（${pair}），“同一人”优先；请撤回其中一项`,
      en: `note: contradicted by other judgements (${pair}); "same" stands, take one of them back`,
    });
  }
}

async function printReview(screen: Terminal): Promise<void> {
  const { pairsForReview } = await import('../../run/pairs-for-review.js');
  const pairs = await pairsForReview(screen.options.project, SHOWN_PAIRS);
  printRows(
    screen,
    ['left', 'right', 'weight', 'reason'],
    pairs.map(({ left, right, matchWeight, sentence }) => [
      left,
      right,
      matchWeight,
      sentence[screen.options.lang],
    ]),
    ['左', '右', '权重', '依据'],
  );
}

async function printJudgements(screen: Terminal): Promise<void> {
  const { findProjectFolder } = await import('../../config/project.js');
  const { readJudgements } = await import('../../run/judgement-file.js');
  const { projectLayout } = await import('../../run/layout.js');
  const judgements = readJudgements(projectLayout(findProjectFolder(screen.options.project)));
  printRows(
    screen,
    ['no', 'verdict', 'left', 'right', 'by', 'at', 'note'],
    judgements.map((one) => [
      one.no,
      one.verdict,
      one.leftPlace ?? one.left,
      one.rightPlace ?? one.right,
      one.by,
      one.at,
      one.note ?? '',
    ]),
    ['序号', '判定', '左', '右', '判定人', '时间', '备注'],
  );
}
