import { InvalidArgumentError, Option } from 'commander';
import { GATES, type Gate } from '../../model/gate.js';
import type { CommandHost } from '../command-host.js';

interface AcceptOptions {
  readonly gate: Gate;
  readonly registry?: string;
  readonly expect: number;
  readonly reason: string;
}

/** `yingbao accept`: releases a gate that held a run, once. */
export function registerAccept({ program, say, terminal }: CommandHost): void {
  program
    .command('accept')
    .description(
      say(
        '放行被闸门拦下的数据（仅一次，记入审计日志）',
        'release a gate that held a run (once; goes to the audit trail)',
      ),
    )
    .addOption(new Option('--gate <gate>', say('闸门编号', 'the gate')).choices(GATES).makeOptionMandatory())
    .option(
      '--registry <registry>',
      say('名单（闸门拦下多份名单时必填）', 'registry, where the gate holds several'),
    )
    .addOption(
      new Option('--expect <n>', say('闸门给出的数字', 'the number that the gate named'))
        .argParser(wholeNumber)
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', say('放行理由', 'why the data are right'))
    .action(async (options: AcceptOptions) => {
      const screen = terminal();
      const { acceptGate } = await import('../../run/accept-gate.js');
      const held = acceptGate({
        projectFolder: screen.options.project,
        gate: options.gate,
        ...(options.registry === undefined ? {} : { registry: options.registry }),
        expect: options.expect,
        reason: options.reason,
        now: new Date(),
      });
      if (screen.options.format === 'json') {
        const { gate, registry, number } = held;
        screen.out(JSON.stringify({ released: { gate, registry, number } }));
        return;
      }
      const place = held.registry === null ? held.gate : `${held.gate} ${held.registry}`;
      screen.out(
        screen.options.lang === 'zh'
          ? `已放行 ${place}：${held.zh}。下次 yingbao run 生效一次。`
          : `released ${place}: ${held.en}. It counts once, at the next yingbao run.`,
      );
    });
}

function wholeNumber(value: string): number {
  if (!/^\d{1,12}$/.test(value)) throw new InvalidArgumentError('0 …');
  return Number(value);
}
