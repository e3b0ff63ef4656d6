import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import type { ViewSources } from './view-input.js';
import { tableStep } from './views.js';
import { fromSnapshots, soughtValues } from './person-records.js';

/** IDs that differ in more places than this are two people's. */
const ID_EDITS = 2;

/**
 * Whom a list does not show under their own number may stand in it under a damaged one, or none. Of covered people
 * without insurance: those under whose exact name the list has a record in force that nothing contradicts and that an
 * alike number, the birth date, the phone or the village makes theirs. Nobody may say of them that they are not insured.
 */
export function perhapsInsuredSteps(input: ViewSources): readonly Step[] {
  return [
    tableStep('covered_uninsured', 'covered people without insurance in force of their own', ASKED),
    tableStep(
      'perhaps_insured',
      'covered people whose insurance may stand under another number',
      near(input),
    ),
  ];
}

const BORN = bornSql('r');

const ASKED = [
  'SELECT DISTINCT c.person_id, r.name, r.id, CASE WHEN r.id IS NULL THEN r.id_key END AS id_key,',
  `  ${BORN} AS born, r.phone, r.town, r.village`,
  'FROM covered_person AS c',
  'JOIN assistance AS r ON r.person_id = c.person_id',
  'WHERE r.name IS NOT NULL',
  "  AND c.person_id NOT IN (SELECT person_id FROM insured WHERE member_status = 'normal')",
].join('\n');

function near(input: ViewSources): string {
  const columns = 'person_id, member_status, name, id, id_key, birth_date, phone, town, village';
  const records = fromSnapshots(input, 'insurance', columns, () => [
    { where: `name IN (${soughtValues('name', 'covered_uninsured')})` },
  ]);
  const number = 'coalesce(i.id, i.id_key)';
  const own = 'coalesce(a.id, a.id_key)';
  const alike = `coalesce(levenshtein(${number}, ${own}) <= ${ID_EDITS} OR (length(${number}) >= 15 AND left(${number}, 15) = left(${own}, 15)), false)`;
  return [
    'SELECT DISTINCT a.person_id',
    'FROM covered_uninsured AS a',
    `JOIN (\nSELECT r.*, ${BORN} AS born\nFROM (\n${records}\n) AS r\n) AS i ON i.name = a.name`,
    "WHERE i.member_status = 'normal'",
    '  AND i.person_id <> a.person_id',
    `  AND (${alike} OR (`,
    '    (i.id IS NULL OR a.id IS NULL)',
    '    AND (i.born = a.born OR i.born IS NULL OR a.born IS NULL)',
    '    AND (i.born = a.born OR i.phone = a.phone OR (i.village = a.village AND i.town IS NOT DISTINCT FROM a.town))',
    '  ))',
  ].join('\n');
}
