import { recordsQuery } from '../engine/records.js';
import { number, text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { CommonViewInput } from './view-input.js';
import { soughtValues } from './person-records.js';
import { presentKinds, tableStep } from './views.js';

/** Places in which two numbers may differ; two neighbours swapped are two places. */
const NEAR_PLACES = 2;

/** The lists whose people are asked: a slip there hides them from every other list. The first is asked first. */
const ASKED_KINDS = ['assistance', 'disability'] as const;

const WRITTEN = "coalesce(id, CASE WHEN id_kind = 'invalid' THEN id_key END)";
/** Both at once, so that it is asked of pairs only and not of every record of a province. */
const TWO_NUMBERS = "regexp_full_match(a.number || o.number, '([0-9]{17}[0-9X]){2}')";

/**
 * `near_number`: people of a roll and records anywhere under the same name and birth date whose numbers differ in one or
 * two places (D06). One row per pair of numbers and person; the other records as JSON references. Large registries are
 * read by name and number alone.
 */
export function nearNumberStep(input: CommonViewInput): Step {
  const { snapshots, authorised } = input;
  const others = snapshots
    .filter(({ kind, registry }) => kind !== 'custom' || authorised.includes(registry))
    .map((snapshot) =>
      [
        `  SELECT ${text(snapshot.registry)} AS registry, file, line, name, ${WRITTEN} AS number, id IS NOT NULL AS valid`,
        `  FROM (\n${recordsQuery(input.dialect, snapshot)}\n  )`,
        `  WHERE name IN (${soughtValues('name', 'asked')})`,
      ].join('\n'),
    );
  const purpose = 'numbers one or two places apart under one name and birth date';
  return tableStep('near_number', purpose, others.length === 0 ? NOTHING : nearNumber(others, input));
}

const NOTHING = [
  'SELECT',
  ...['person_id', 'source', 'registry', 'other_registries', 'other_sources', 'pair_key'].map(
    (name) => `  CAST(NULL AS VARCHAR) AS ${name},`,
  ),
  '  CAST(NULL AS INTEGER) AS link_rank,',
  '  CAST(NULL AS BOOLEAN) AS both_valid',
  'WHERE false',
].join('\n');

function nearNumber(others: readonly string[], input: CommonViewInput): string {
  const asked = presentKinds(ASKED_KINDS, input).map(
    (kind) =>
      `  SELECT ${number(ASKED_KINDS.indexOf(kind))} AS place, registry, file, line, person_id, link_rank, source, name, ${WRITTEN} AS number, id IS NOT NULL AS valid FROM ${kind} WHERE name IS NOT NULL`,
  );
  return [
    'WITH asked AS (',
    asked.join('\n  UNION ALL\n'),
    '),',
    'other AS (',
    others.join('\n  UNION ALL\n'),
    '),',
    'near AS (',
    '  SELECT',
    '    a.place, a.registry, a.file, a.line, a.person_id, a.link_rank, a.source, a.number, a.valid,',
    '    o.number AS other, o.valid AS other_valid, o.registry AS other_registry, min_by((o.file, o.line), (o.file, o.line)) AS spot',
    '  FROM asked AS a',
    '  JOIN other AS o ON o.name = a.name AND substr(o.number, 7, 8) = substr(a.number, 7, 8)',
    '  WHERE length(a.number) = 18',
    '    AND length(o.number) = 18',
    '    AND o.number <> a.number',
    `    AND ${TWO_NUMBERS}`,
    `    AND hamming(o.number, a.number) <= ${number(NEAR_PLACES)}`,
    '  GROUP BY ALL',
    ')',
    'SELECT',
    '  person_id, link_rank, source, registry,',
    "  string_agg(other_registry, ' ' ORDER BY other_registry) AS other_registries,",
    `  string_agg('{"registry":"' || other_registry || '","file":' || to_json(spot[1]) || ',"line":' || spot[2] || '}', ',' ORDER BY other_registry) AS other_sources,`,
    '  valid AND other_valid AS both_valid,',
    "  least(number, other) || '|' || greatest(number, other) AS pair_key",
    'FROM near',
    'GROUP BY person_id, link_rank, source, registry, file, line, place, valid, other_valid, number, other',
    'QUALIFY row_number() OVER (PARTITION BY pair_key ORDER BY place, valid, registry, file, line) = 1',
  ].join('\n');
}
