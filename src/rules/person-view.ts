import { date } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { REGISTRY_KINDS } from '../model/registry-kinds.js';
import { ageSql, bornByNumberSql } from '../normalize/citizen-id-sql.js';
import type { CommonViewInput } from './view-input.js';
import { presentKinds, viewStep } from './views.js';

/**
 * `person`: everybody whom a list names, with what rules ask of anybody: when born, how old, in whose standard's county.
 * Nothing is computed until a rule reads it; over the lists of a whole province that is not cheap.
 */
export function personStep(input: CommonViewInput): Step {
  return viewStep('person', 'everybody whom a list names: birth date, age, county', person(input));
}

function person(input: CommonViewInput): string {
  const day = date(input.asOf);
  const named = presentKinds(REGISTRY_KINDS, input).map(
    (kind) => `  SELECT person_id, id, birth_date FROM ${kind}`,
  );
  return [
    'WITH born AS (',
    // By the number, else the earliest date that a list states.
    `  SELECT person_id, coalesce(min(${bornByNumberSql('id')}), min(birth_date)) AS born`,
    `  FROM (\n${named.join('\n  UNION ALL\n')}\n  )`,
    '  GROUP BY person_id',
    '),',
    'place AS (',
    '  SELECT p.person_id, min_by(m.county, (p.priority, m.county)) AS county_key, min_by(m.monthly_yuan, (p.priority, m.county)) AS monthly_yuan',
    '  FROM person_place AS p',
    '  JOIN county_map AS m ON m.written = p.county',
    '  GROUP BY p.person_id',
    ')',
    'SELECT',
    '  b.person_id,',
    '  b.born,',
    `  ${ageSql('b.born', day)} AS age,`,
    '  p.county_key,',
    '  p.monthly_yuan',
    'FROM born AS b',
    'LEFT JOIN place AS p ON p.person_id = b.person_id',
  ].join('\n');
}
