import type { Step } from '../engine/step.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import { presentKinds, tableStep } from './views.js';
import { recordsWithPersons, soughtValues } from './person-records.js';
import type { ViewSources } from './view-input.js';

const KINDS = [
  'assistance',
  'insurance',
  'settlement',
  'disability',
  'petition',
  'death',
  'payment',
] as const;

/**
 * How many other people of the batch share the weak keys that an identity rests on: name and birth date, or the name
 * alone where no birth date is known. Counted only for findings that rest on less than a certain link (reliability S23).
 */
export function namesakesSteps(sources: ViewSources): readonly [Step, ...Step[]] {
  const born = bornSql('r');
  const rows = presentKinds(KINDS, sources).map((kind) =>
    [
      `SELECT r.name, ${born} AS born, coalesce(r.id, r.person_id) AS somebody, r.person_id, r.town, r.village`,
      `FROM ${namedAlike(kind, sources)} AS r`,
      'WHERE r.name IN (SELECT name FROM weak_person)',
    ].join('\n'),
  );
  return [
    tableStep(
      'weak_person',
      'people whose identity rests on less than a certain link',
      [
        'SELECT DISTINCT h.person_id, p.name, p.born, p.masked_id, p.town, p.village',
        'FROM rule_hit AS h',
        'JOIN person_profile AS p ON p.person_id = h.person_id',
        'WHERE p.name IS NOT NULL',
        "  AND (h.link_class <> 'certain' OR h.person_id IN (SELECT person_id FROM explanation UNION ALL SELECT person_id FROM near_death))",
      ].join('\n'),
    ),
    tableStep(
      'namesakes',
      'other people of the batch under the same name and birth date',
      [
        `WITH batch AS (\n${rows.join('\nUNION ALL\n')}\n)`,
        // Counted first and joined then: an outer join on more than equal names would compare everybody with everybody.
        'SELECT w.person_id, coalesce(n.namesakes, 0) AS namesakes, coalesce(n.in_village, 0) AS in_village',
        'FROM weak_person AS w',
        'LEFT JOIN (',
        '  SELECT w.person_id,',
        '    count(DISTINCT b.somebody) AS namesakes,',
        '    count(DISTINCT b.person_id) FILTER (b.village = w.village AND b.town IS NOT DISTINCT FROM w.town) AS in_village',
        '  FROM weak_person AS w',
        '  JOIN batch AS b',
        '    ON b.name = w.name',
        '    AND b.person_id <> w.person_id',
        '    AND (w.born IS NULL OR b.born IS NULL OR b.born = w.born)',
        '  GROUP BY w.person_id',
        ') AS n ON n.person_id = w.person_id',
      ].join('\n'),
    ),
  ];
}

/** Of a large registry only the records that can count are joined: most bearers of a frequent name were born otherwise. */
const SHARES_WEAK_KEYS = [
  `name IN (${soughtValues('name', 'weak_person')})`,
  'AND (id IS NULL',
  "  OR name || substr(id, 7, 8) IN (SELECT name || strftime(born, '%Y%m%d') FROM weak_person WHERE born IS NOT NULL)",
  '  OR name IN (SELECT name FROM weak_person WHERE born IS NULL))',
].join('\n');

function namedAlike(kind: RegistryKind, sources: ViewSources): string {
  const own = sources.snapshots.filter((snapshot) => snapshot.kind === kind);
  if (!['insurance', 'settlement'].includes(kind) || own.length === 0) return kind;
  const queries = own.map((snapshot) => recordsWithPersons(snapshot, sources, [{ where: SHARES_WEAK_KEYS }]));
  return `(\n${queries.join('\nUNION ALL BY NAME\n')}\n)`;
}
