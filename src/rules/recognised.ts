import { text, textList } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { restsOnRoll } from './absence.js';
import { CUT_ID } from './near-keys.js';
import type { Rule } from './rule-file.js';

/**
 * Where the search found the person, nobody is missed: takes out the claims that no cover was found. A lead that gives a
 * name and a village and neither number nor birth date means the one person of that name who lives there, if all lists
 * together know only one; and a record of cover under the exact name whose number a spreadsheet cut is the person's own.
 * Claims that rest on other lists (an insurance) stay, and a record explains only what is of its scheme.
 */
export function recognisedStep(rules: readonly Rule[]): Step {
  const claims = rules.filter(restsOnRoll).map(({ id }) => id);
  return sqlStep(
    'recognised',
    'takes out people whom the search found on a roll',
    [
      'DELETE FROM rule_hit',
      `WHERE rule_id IN ${textList(claims)}`,
      '  AND (rule_id, person_id, episode) IN (',
      '    SELECT h.rule_id, h.person_id, h.episode',
      '    FROM explanation AS h',
      '    JOIN weak_person AS w ON w.person_id = h.person_id',
      '    JOIN namesakes AS n ON n.person_id = w.person_id',
      '    JOIN explaining AS e ON e.rule_id = h.rule_id AND (e.episode IS NULL OR e.episode = h.episode)',
      '    JOIN near_record AS c ON c.person_id = h.person_id AND c.scheme = e.scheme',
      `    WHERE c.how = ${text(CUT_ID)}`,
      "      OR (c.how = 'name-village' AND w.masked_id IS NULL AND w.born IS NULL AND n.in_village = 1)",
      '  )',
    ].join('\n'),
  );
}
