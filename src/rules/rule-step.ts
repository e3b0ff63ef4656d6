import type { Engine } from '../engine/engine.js';
import { codeStep, type Step } from '../engine/step.js';
import { EngineError } from '../model/errors.js';
import type { Rule } from './rule-file.js';

/** Lines of the statement before the rule's own SQL: INSERT and the head of `compileRule`. */
const LINES_BEFORE = 2;

/**
 * A rule's own error must name the rule, and the line where the engine says it; its SQL may come from the project, and a
 * night must not wait for ever for a rule that joins everybody with everybody.
 */
export function ruleStep(rule: Rule, query: string, mostMinutes: number): Step {
  const sql = `INSERT INTO rule_hit\n${query}`;
  const run = async (engine: Engine): Promise<void> => {
    try {
      await engine.run(sql, mostMinutes * 60);
    } catch (error) {
      const line = lineOf(rule, error as Error);
      const place = line === null ? rule.file : `${rule.file}:${line}`;
      const { message } = error as Error;
      throw new EngineError(`rule ${rule.id} (${place}) cannot be run: ${message}`, {
        zh: `规则 ${rule.id}（${place}）无法执行：${error instanceof EngineError ? error.zh : message}`,
        code:
          error instanceof EngineError && error.code === 'E_ENGINE_TIME' ? 'E_RULE_SLOW' : 'E_RULE_FAILED',
        hint: 'docs/rules.md says which columns a rule must yield and of which types the columns of the views are',
        cause: error,
      });
    }
  };
  return codeStep(`rule ${rule.id}`, rule.title.en, run, sql);
}

/** The line of the file that the engine complains of; null where it is none of the rule's own. */
function lineOf({ sql, line }: Rule, { cause }: Error): number | null {
  const said = cause instanceof Error ? /^LINE (\d+):/m.exec(cause.message)?.[1] : undefined;
  const own = Number(said ?? Number.NaN) - LINES_BEFORE;
  return own >= 1 && own <= sql.split('\n').length ? line + own - 1 : null;
}
