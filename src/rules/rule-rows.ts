import type { Engine } from '../engine/engine.js';
import { textList } from '../engine/sql.js';
import { codeStep, type Step } from '../engine/step.js';
import { joinBilingual } from '../model/bilingual.js';
import { LINK_CLASSES } from '../model/link.js';
import { EngineError } from '../model/errors.js';

/** What a row of a rule must not be, with the words for it; NULL counts as a fault. */
const FAULTS = {
  without_person: { is: 'person_id IS NULL', zh: '没有指明人员', en: 'name no person' },
  without_episode: {
    is: 'episode IS NULL',
    zh: "没有时段（没有时写 ''）",
    en: "have no episode ('' where there is none)",
  },
  without_class: {
    is: `link_class IS NULL OR link_class NOT IN ${textList(LINK_CLASSES)}`,
    zh: 'link_class 不是 certain、probable、review 之一',
    en: 'have another link_class than certain, probable or review',
  },
  without_source: {
    is: `sources IS NULL OR NOT (starts_with(sources, '[{') AND ends_with(sources, '}]'))`,
    zh: "没有列出记录：sources 写作 '[' || source || ']'",
    en: "show no record: sources is '[' || source || ']'",
  },
} as const;

/**
 * Stops the run where a rule yields rows that are no findings: of two rows for one person and episode each would stand for
 * both, and a row without a person or a record could be checked by nobody.
 */
export function ruleRowsStep(): Step {
  const counts = Object.entries(FAULTS).map(
    ([name, { is }]) => `  count(*) FILTER (WHERE NOT refused AND (${is})) AS ${name},`,
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
      Object.entries({ ...FAULTS, repeated: REPEATED })
        .filter(([name]) => Number(row[name]) > 0)
        .map(([name, { zh, en }]) => ({
          zh: `规则 ${String(row['rule_id'])}：${Number(row[name])} 行${zh}`,
          en: `rule ${String(row['rule_id'])}: ${Number(row[name])} rows ${en}`,
        })),
    );
    if (faults.length === 0) return;
    const { zh, en } = joinBilingual(faults);
    throw new EngineError(en, {
      zh,
      code: 'E_RULE_FAILED',
      hint: 'see the columns a rule must yield in docs/rules.md',
    });
  };
  return codeStep('rule rows', 'each row of a rule is one finding', run, sql);
}

const REPEATED = {
  zh: '重复了同一人员和时段：请按二者 GROUP BY',
  en: 'repeat person and episode: GROUP BY them',
};
