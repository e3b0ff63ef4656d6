import { number } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import type { Sides } from './sides.js';
import type { LinkageInput } from './linkage-input.js';

/** Values whose frequency in the batch can stand for a u probability. */
export const FREQUENCIES = [
  'name',
  'pinyin',
  'phone',
  'account',
  'head_name',
  'village',
  'town',
  'county',
  'roster_taken',
  'roster_free',
] as const;
/** All that is counted for a weak node: frequencies, and how sure it is that its person stands elsewhere, as odds. */
export const NODE_FIGURES = [...FREQUENCIES, 'partner_odds'] as const;
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

const SURNAME = "coalesce(left(i.name, 1), '')";

/** People who bear a name: those with a sure ID, or as many without one as a registry has on average. */
const BEARERS =
  'greatest(count(DISTINCT node_no) FILTER (WHERE NOT weak), count(DISTINCT node_no) FILTER (WHERE weak) / nullif(count(DISTINCT registry_no) FILTER (WHERE weak), 0), 1)';

/** A surname counts for itself where so many bear it; a rarer one lives where everybody lives. */
const PRIOR_BEARERS = 50;

/**
 * Share of a place among those who bear one surname: in a village of one clan, sharing surname and village says less than
 * each of the two would by itself.
 */
function shareTable(part: 'village' | 'town' | 'county'): string {
  const prior = number(PRIOR_BEARERS);
  return `${part}s AS (
  SELECT
    surname,
    ${part},
    (n + ${prior} * sum(n) OVER (PARTITION BY ${part}) / sum(n) OVER ()) / (sum(n) OVER (PARTITION BY surname) + ${prior}) AS share
  FROM (
    SELECT ${SURNAME} AS surname, ${part}, count(DISTINCT node_no) AS n
    FROM link_identities AS i
    WHERE ${part} IS NOT NULL
    GROUP BY ALL
  )
)`;
}

/** A registry's own share counts for itself where so many of its people are known by a sure ID. */
const PRIOR_KNOWN = 200;

/**
 * How likely a person of each registry stands elsewhere, by those with a sure ID, as odds against standing nowhere or not
 * being recognised: where nearly everybody has a partner, the one candidate that looks like it is no stranger. A streamed
 * registry was searched for what others hold; of itself it shows nothing.
 */
function partnerOdds({ model, registries }: LinkageInput, sides: Sides): string {
  const { partners, reached } = model.prior;
  const streamed = registries.flatMap((registry, no) =>
    sides.streamed.includes(registry) ? [number(no)] : [],
  );
  return `CREATE OR REPLACE TABLE link_partners AS
WITH known AS (
  SELECT DISTINCT registry_no, node_no
  FROM link_identities
  WHERE NOT weak AND registry_no NOT IN (${[...streamed, '-1'].join(', ')})
),
elsewhere AS (
  SELECT node_no
  FROM (SELECT DISTINCT registry_no, node_no FROM link_identities WHERE NOT weak)
  GROUP BY node_no
  HAVING count(*) > 1
)
SELECT registry_no, share / (1 - ${number(reached)} * share) AS odds
FROM (
  SELECT
    k.registry_no,
    (count(e.node_no) + ${number(PRIOR_KNOWN * partners)}) / (count(*) + ${number(PRIOR_KNOWN)}) AS share
  FROM known AS k
  LEFT JOIN elsewhere AS e
    ON e.node_no = k.node_no
  GROUP BY k.registry_no
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
  SELECT name_no, ${BEARERS} AS n
  FROM link_identities
  WHERE name_no IN (SELECT name_no FROM weak UNION SELECT house_head_no FROM weak)
  GROUP BY name_no
),
pinyins AS (
  SELECT pinyin, ${BEARERS} AS n
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
accounts AS (
  SELECT account, count(DISTINCT node_no) AS n
  FROM link_identities
  WHERE account IN (SELECT account FROM weak)
  GROUP BY account
),
${shareTable('village')},
${shareTable('town')},
${shareTable('county')}
SELECT
  i.node_no,
  max(greatest(n.n, coalesce(s.n, 0)) / t.nodes) AS name_f,
  max(greatest(p.n, coalesce(s.n, 0)) / t.nodes) AS pinyin_f,
  max(ph.n / t.nodes) AS phone_f,
  max(ac.n / t.nodes) AS account_f,
  max(hn.n / t.nodes) AS head_name_f,
  max(v.share) AS village_f,
  max(w.share) AS town_f,
  max(c.share) AS county_f,
  max(r.share) AS roster_taken_f,
  1 - max(r.share) AS roster_free_f,
  max(o.odds) AS partner_odds_f
FROM weak AS i
CROSS JOIN link_totals AS t
LEFT JOIN names AS n ON n.name_no = i.name_no
LEFT JOIN link_streamed_names AS s ON s.name = i.name
LEFT JOIN pinyins AS p ON p.pinyin = i.pinyin
LEFT JOIN names AS hn ON hn.name_no = i.house_head_no
LEFT JOIN phones AS ph ON ph.phone = i.phone
LEFT JOIN accounts AS ac ON ac.account = i.account
LEFT JOIN villages AS v ON v.village = i.village AND v.surname = ${SURNAME}
LEFT JOIN towns AS w ON w.town = i.town AND w.surname = ${SURNAME}
LEFT JOIN countys AS c ON c.county = i.county AND c.surname = ${SURNAME}
LEFT JOIN link_rosters AS r ON r.registry_no = i.registry_no
LEFT JOIN link_partners AS o ON o.registry_no = i.registry_no
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
    sqlStep('partners', 'how many people of each registry stand elsewhere', partnerOdds(input, sides)),
    sqlStep('frequencies', 'how common the values of each weak node are', WEAK_FREQUENCIES),
  ];
}
