import { number } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import type { Sides } from './sides.js';
import type { LinkageInput } from './linkage-input.js';

/** Values whose frequency in the batch can stand for a u probability. */
export const FREQUENCIES = [
  'name',
  'pinyin',
  'phone',
  'head_name',
  'village',
  'town',
  'county',
  'roster_taken',
  'roster_free',
] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export function isFrequency(value: string): value is Frequency {
  return (FREQUENCIES as readonly string[]).includes(value);
}

/** People in the batch: nodes with an ID, or the largest streamed registry where that is larger. */
function totals(sides: Sides): string {
  const streamed = sides.streamed.map((registry) => number(registry.records));
  return `CREATE OR REPLACE TABLE link_totals AS
SELECT greatest(count(DISTINCT node_no), ${[...streamed, '2'].join(', ')}) AS nodes
FROM link_identities`;
}

/** How often names that need a frequency occur in the streamed registries; one pass over one column. */
function streamedNames(sides: Sides): string {
  const queries = sides.streamed.map(
    (registry) => `SELECT name\nFROM (\n${registry.query}\n)\nSEMI JOIN sought USING (name)`,
  );
  return `CREATE OR REPLACE TABLE link_streamed_names AS
WITH sought AS (
  SELECT DISTINCT name
  FROM link_identities
  WHERE weak AND name IS NOT NULL
)
SELECT name, count(*) AS n
FROM (
${queries.join('\nUNION ALL\n')}
)
GROUP BY name`;
}

const NO_STREAMED_NAMES =
  "CREATE OR REPLACE TABLE link_streamed_names AS\nSELECT '' AS name, 0::BIGINT AS n\nWHERE false";

/** Share of people who stand in each registry with one row per person. */
function rosters(input: LinkageInput, sides: Sides): string {
  const streamed = input.registries.flatMap((registry, no) =>
    sides.streamed.includes(registry) ? [`SELECT ${number(no)}, ${number(registry.records)}`] : [],
  );
  const oneRow = input.registries.flatMap((registry, no) => (registry.manyRowsPerPerson ? [] : [number(no)]));
  return `CREATE OR REPLACE TABLE link_rosters AS
WITH present AS (
  SELECT registry_no, count(DISTINCT node_no) AS nodes
  FROM link_identities
  GROUP BY registry_no
  ${streamed.map((query) => `UNION ALL ${query}`).join('\n  ')}
)
SELECT registry_no, least(greatest(max(p.nodes) / any_value(t.nodes), 0.001), 0.999) AS share
FROM present AS p, link_totals AS t
WHERE registry_no IN (${['-1', ...oneRow].join(', ')})
GROUP BY registry_no`;
}

function shareTable(part: 'village' | 'town' | 'county'): string {
  return `${part}s AS (
  SELECT ${part}, count(*) / sum(count(*)) OVER () AS share
  FROM link_identities
  WHERE ${part} IS NOT NULL
  GROUP BY ${part}
)`;
}

/** Frequencies of the values of each weak node: what agreeing on them by accident costs. */
const WEAK_FREQUENCIES = `CREATE OR REPLACE TABLE link_frequencies AS
WITH weak AS (
  SELECT *
  FROM link_identities
  WHERE weak
),
names AS (
  SELECT name_no, count(DISTINCT node_no) AS n
  FROM link_identities
  WHERE name_no IN (SELECT name_no FROM weak UNION SELECT house_head_no FROM weak)
  GROUP BY name_no
),
pinyins AS (
  SELECT pinyin, count(DISTINCT node_no) AS n
  FROM link_identities
  WHERE pinyin IN (SELECT pinyin FROM weak)
  GROUP BY pinyin
),
phones AS (
  SELECT phone, count(DISTINCT node_no) AS n
  FROM link_identities
  WHERE phone IN (SELECT phone FROM weak)
  GROUP BY phone
),
${shareTable('village')},
${shareTable('town')},
${shareTable('county')}
SELECT
  i.node_no,
  max(greatest(n.n, coalesce(s.n, 0)) / t.nodes) AS name_f,
  max(greatest(p.n, coalesce(s.n, 0)) / t.nodes) AS pinyin_f,
  max(ph.n / t.nodes) AS phone_f,
  max(hn.n / t.nodes) AS head_name_f,
  max(v.share) AS village_f,
  max(w.share) AS town_f,
  max(c.share) AS county_f,
  max(r.share) AS roster_taken_f,
  1 - max(r.share) AS roster_free_f
FROM weak AS i
CROSS JOIN link_totals AS t
LEFT JOIN names AS n ON n.name_no = i.name_no
LEFT JOIN link_streamed_names AS s ON s.name = i.name
LEFT JOIN pinyins AS p ON p.pinyin = i.pinyin
LEFT JOIN names AS hn ON hn.name_no = i.house_head_no
LEFT JOIN phones AS ph ON ph.phone = i.phone
LEFT JOIN villages AS v ON v.village = i.village
LEFT JOIN towns AS w ON w.town = i.town
LEFT JOIN countys AS c ON c.county = i.county
LEFT JOIN link_rosters AS r ON r.registry_no = i.registry_no
GROUP BY i.node_no`;

/** Counts of people, names, places and rosters, taken from the batch itself. */
export function frequencySteps(input: LinkageInput, sides: Sides): readonly Step[] {
  return [
    sqlStep('people', 'how many people the batch speaks of', totals(sides)),
    sqlStep(
      'streamed names',
      'how common the sought names are in the streamed registries',
      sides.streamed.length === 0 ? NO_STREAMED_NAMES : streamedNames(sides),
    ),
    sqlStep('rosters', 'how much of the population each registry holds', rosters(input, sides)),
    sqlStep('frequencies', 'how common the values of each weak node are', WEAK_FREQUENCIES),
  ];
}
