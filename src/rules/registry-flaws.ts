import { number, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { ViewSources } from './view-input.js';
import { presentKinds, tableStep } from './views.js';

/** A flaw in more than this share of a registry's records is the registry's: one question to the department. */
export const WIDESPREAD_SHARE = 0.05;
/** So few people are asked one by one, whatever their share. */
export const WIDESPREAD_RECORDS = 100;

/** Registries that are read whole; their flaws are settled person by person. */
const LISTED_KINDS = ['assistance', 'disability', 'death'] as const;

/** Flags of a record that a person at a desk can settle; D01, D03 and D04 count for the record's own number only. */
const RECORD_FLAGS = ['D07', 'D08', 'D09', 'D13'] as const;

/** Schemes whose households are listed with their head; single-person cover, tekun and orphans are listed alone. */
const HOUSEHOLD_SCHEMES = ['dibao', 'edge', 'rigid'] as const;

/**
 * `registry_flaw`: how often a flaw stands in a registry; `headless_household`: households without their head;
 * `marked_record`: records of benefits in force whose number is not valid, which bear a flag, or whose name bears a note.
 */
export function registryFlawSteps(sources: Pick<ViewSources, 'snapshots'>): readonly Step[] {
  return [
    tableStep('headless_household', 'households on a roll whose head is listed nowhere', headlessHousehold()),
    tableStep(
      'registry_flaw',
      'flaws by registry, and whether they are the registry’s',
      registryFlaw(sources),
    ),
    tableStep('marked_record', 'records of benefits in force in which something is odd', MARKED_RECORD),
  ];
}

/**
 * What several rules ask of the roll, joined once. By the number of the record and not by its line, because a line of a
 * family sheet holds several people. `widespread`: codes of flaws that are the whole registry's, separated by spaces.
 */
const MARKED_RECORD = [
  'WITH registry_wide AS (',
  "  SELECT registry, string_agg(code, ' ' ORDER BY code) AS codes FROM registry_flaw WHERE widespread GROUP BY registry",
  ')',
  'SELECT',
  '  a.person_id, a.link_rank, a.source, a.registry, a.file, a.line, a.name_note,',
  '  a.id, a.id_key, a.id_kind, a.flags, a.sex, a.birth_date,',
  "  c.scheme, c.scheme_group, c.scheme_label, coalesce(w.codes, '') AS widespread",
  'FROM assistance AS a',
  'JOIN coverage AS c ON c.registry = a.registry AND c.record_no = a.record_no',
  'LEFT JOIN registry_wide AS w ON w.registry = a.registry',
  'WHERE c.active',
  '  AND (',
  "    a.id_kind IN ('invalid', 'truncated', 'scientific', 'masked')",
  '    OR a.flags IS NOT NULL',
  '    OR a.name_note IS NOT NULL',
  '  )',
].join('\n');

/** A list that names no heads at all misses none. */
function headlessHousehold(): string {
  return [
    'SELECT registry, household_key, min(head_key) AS head_key',
    'FROM coverage',
    'WHERE active',
    `  AND scheme IN ${textList(HOUSEHOLD_SCHEMES)}`,
    '  AND household_key NOT IN (SELECT household_key FROM household WHERE is_head)',
    'GROUP BY registry, household_key',
    'HAVING bool_or(head_key IS NOT NULL OR head_name IS NOT NULL OR relation IS NOT NULL)',
  ].join('\n');
}

function registryFlaw(sources: Pick<ViewSources, 'snapshots'>): string {
  const records = presentKinds(LISTED_KINDS, sources).map(
    (kind) => `  SELECT registry, id_kind, flags FROM ${kind}`,
  );
  return [
    'WITH record AS (',
    records.join('\n  UNION ALL\n'),
    '),',
    'flagged AS (',
    "  SELECT registry, unnest(string_split(flags, ' ')) AS code FROM record WHERE flags IS NOT NULL",
    '),',
    'size AS (',
    '  SELECT registry, count(*) AS total FROM record GROUP BY registry',
    '),',
    'household_size AS (',
    '  SELECT registry, count(DISTINCT household_key) AS total',
    '  FROM coverage',
    `  WHERE active AND scheme IN ${textList(HOUSEHOLD_SCHEMES)}`,
    '  GROUP BY registry',
    '),',
    'flaw AS (',
    "  SELECT registry, CASE id_kind WHEN 'invalid' THEN 'D01' WHEN 'masked' THEN 'D04' ELSE 'D03' END AS code, count(*) AS records",
    "  FROM record WHERE id_kind IN ('invalid', 'masked', 'truncated', 'scientific') GROUP BY ALL",
    '  UNION ALL',
    `  SELECT registry, code, count(*) FROM flagged WHERE code IN ${textList(RECORD_FLAGS)} GROUP BY ALL`,
    '),',
    'measured AS (',
    '  SELECT f.registry, f.code, f.records, s.total FROM flaw AS f JOIN size AS s ON s.registry = f.registry',
    '  UNION ALL',
    "  SELECT h.registry, 'D14', count(*), any_value(s.total)",
    '  FROM headless_household AS h JOIN household_size AS s ON s.registry = h.registry GROUP BY h.registry',
    ')',
    'SELECT',
    '  registry, code, CAST(records AS BIGINT) AS records, round(records / total, 4) AS share,',
    `  records > ${number(WIDESPREAD_RECORDS)} AND records > ${number(WIDESPREAD_SHARE)} * total AS widespread`,
    'FROM measured',
  ].join('\n');
}
