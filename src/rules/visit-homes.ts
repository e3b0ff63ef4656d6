import { number, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { ALLOWANCES } from './coverage-views.js';
import { tableStep } from './views.js';

/** A collective household of the register (a dormitory, an agency) is no family that one visit covers. */
const LARGEST_FAMILY = 12;

/**
 * `visit_home`: the people concerned whose household the register knows, with the household that one visit covers: that
 * of the roll where a member is on it, else that of the register. Who died is still visited at the home of the family.
 * The roll of allowances has no households: there everybody is one of their own.
 */
export function visitHomeStep(): Step {
  return tableStep('visit_home', 'whom one visit covers, by the household register', VISIT_HOME);
}

const VISIT_HOME = `WITH home AS (
  SELECT person_id, min(household_key) AS household_key
  FROM hukou_home
  WHERE present
    OR NOT living
  GROUP BY person_id
),
family AS (
  SELECT household_key
  FROM home
  GROUP BY household_key
  HAVING count(*) <= ${number(LARGEST_FAMILY)}
),
roll AS (
  SELECT h.household_key, min(c.household_key) AS roll_key
  FROM home AS h
  JOIN coverage AS c ON c.person_id = h.person_id
  WHERE c.active
    AND c.scheme NOT IN ${textList([...ALLOWANCES, 'temporary'])}
  GROUP BY h.household_key
)
SELECT h.person_id, coalesce(r.roll_key, h.household_key) AS household_key
FROM home AS h
JOIN family AS f ON f.household_key = h.household_key
LEFT JOIN roll AS r ON r.household_key = h.household_key
WHERE h.person_id IN (SELECT person_id FROM hit_person)`;
