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
}
