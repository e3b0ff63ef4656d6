import { safeText } from '../normalize/text.js';
import type { ProjectPlan } from '../run/plan.js';
import type { Terminal } from './terminal.js';

/** Prints a plan: every stage, its steps in order, and the SQL of those that run SQL. */
export function printPlan(terminal: Terminal, plan: ProjectPlan): void {
  if (terminal.options.format === 'json') {
    terminal.out(JSON.stringify(plan, null, 2));
    return;
  }
  const zh = terminal.options.lang === 'zh';
  for (const stage of plan.stages) {
    const state = stage.cached ? (zh ? '（结果已缓存，不再执行）' : ' (cached, will not run)') : '';
    terminal.out(`-- ${zh ? '阶段' : 'stage'} ${stage.name}${state}`);
    for (const [index, step] of stage.steps.entries()) {
      terminal.out(`-- ${stage.name} ${index + 1}/${stage.steps.length}: ${step.name} — ${step.purpose}`);
      if (step.sql !== null) terminal.out(`${step.sql};`);
      terminal.out('');
    }
  }
  printBlocking(terminal, plan.blocking);
}

/** As SQL comments, as the rest of the plan is. */
function printBlocking(terminal: Terminal, blocking: ProjectPlan['blocking']): void {
  const zh = terminal.options.lang === 'zh';
  if (blocking === null) {
    terminal.out(
      zh
        ? '-- 分块预测：名单尚未全部读入，读入后再用 --dry-run 查看'
        : '-- forecast of blocking: not before all registries have been read; ask again after ingest',
    );
    return;
  }
  terminal.out(zh ? '-- 分块预测（生成候选对之前）' : '-- forecast of blocking (before any pair is made)');
  for (const one of blocking) terminal.out(`-- ${zh ? forecastZh(one) : forecastEn(one)}`);
}

type Forecast = NonNullable<ProjectPlan['blocking']>[number];

/** The rule, its key, and its largest blocks by the form of their keys. */
function ruleAndBlocks({ rule, key, largest }: Forecast): { readonly head: string; readonly blocks: string } {
  return {
    head: `${safeText(rule)} (${key.join(' + ')})`,
    blocks: largest.map(({ size, form }) => `${size} [${safeText(form)}]`).join(', '),
  };
}

function forecastZh(one: Forecast): string {
  const { head, blocks } = ruleAndBlocks(one);
  const sampled = one.oneIn === 1 ? '' : `（抽样 1/${one.oneIn}）`;
  const capped =
    one.blocksCapped === 0
      ? ''
      : `；超过上限 ${one.cap} 的 ${one.blocksCapped} 个块将略去，计 ${one.pairsCapped} 对`;
  return `${head}: 约 ${one.pairs} 对，${one.blocks} 个块${sampled}；最大的块 ${blocks || '无'}${capped}`;
}

function forecastEn(one: Forecast): string {
  const { head, blocks } = ruleAndBlocks(one);
  const sampled = one.oneIn === 1 ? '' : ` (1 in ${one.oneIn} counted)`;
  const capped =
    one.blocksCapped === 0
      ? ''
      : `; ${one.blocksCapped} blocks over the cap of ${one.cap} will be left out, ${one.pairsCapped} pairs`;
  return `${head}: about ${one.pairs} pairs in ${one.blocks} blocks${sampled}; largest ${blocks || 'none'}${capped}`;
}
