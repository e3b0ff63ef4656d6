import type { Engine } from '../engine/engine.js';
import { textList } from '../engine/sql.js';
import { codeStep, type Step } from '../engine/step.js';
import { LINK_CLASSES } from '../model/link.js';
import { EngineError } from '../model/errors.js';

/** What a row of a rule must not be, with the words for it; NULL counts as a fault. */
const FAULTS = {
  without_person: ['person_id IS NULL', 'name no person'],
  without_episode: ['episode IS NULL', "have no episode ('' where there is none)"],
  without_class: [
    `link_class IS NULL OR link_class NOT IN ${textList(LINK_CLASSES)}`,
    'have another link_class than certain, probable or review',
  ],
  without_source: [
    `sources IS NULL OR NOT (starts_with(sources, '[{') AND ends_with(sources, '}]'))`,
    "show no record: sources is '[' || source || ']'",
  ],
} as const;

/**
 * Stops the run where a rule yields rows that are no findings: of two rows for one person and episode each would stand for
 * both, and a row without a person or a record could be checked by nobody.
 */
export function ruleRowsStep(): Step {
  const counts = Object.entries(FAULTS).map(
    ([name, [condition]]) => `  count(*) FILTER (WHERE NOT refused AND (${condition})) AS ${name},`,
  );
  const sql = [
    'SELECT',
    '  rule_id,',
    ...counts,
    '  count(*) FILTER (WHERE NOT refused) - count(DISTINCT (person_id, episode)) FILTER (WHERE NOT refused) AS repeated',
    'FROM rule_hit',
    'GROUP BY rule_id',
    'ORDER BY rule_id',
  ].join('\n');
  const run = async (engine: Engine): Promise<void> => {
    const faults = (await engine.rows(sql)).flatMap((row) =>
      Object.entries({ ...WORDS, repeated: 'repeat person and episode: GROUP BY them' })
        .filter(([name]) => Number(row[name]) > 0)
        .map(([name, words]) => `rule ${String(row['rule_id'])}: ${Number(row[name])} rows ${words}`),
    );
    if (faults.length === 0) return;
    throw new EngineError(faults.join('\n'), {
      code: 'E_RULE_FAILED',
      hint: 'see the columns a rule must yield in docs/rules.md',
    });
  };
  return codeStep('rule rows', 'each row of a rule is one finding', run, sql);
}

const WORDS = Object.fromEntries(Object.entries(FAULTS).map(([name, [, words]]) => [name, words]));
