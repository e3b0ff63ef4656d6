import { textList } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { COMPATIBLE_UNDER_SAME_ID, LIKELY_UNDER_SAME_ID } from './levels/name-levels.js';

/** Levels of names that nothing but another form of the name, or swapped columns, explains. */
const UNLIKE = ['sibling', 'surname', 'different'];

/**
 * A woman of an older generation under her clan name, 林氏 or, with her husband's surname first, 张林氏: it says no more
 * than her own surname, the last before 氏.
 */
function clanName(short: string, other: string): string {
  const stem = `regexp_extract(${short}, '^([一-鿿]{1,4})氏$', 1)`;
  const own = `regexp_replace(${other}, '^([一-鿿]{1,4})氏$', '\\1')`;
  return `(${stem} <> '' AND (
      starts_with(${other}, right(${stem}, 1)) OR starts_with(${other}, right(${stem}, 2))
      OR (ends_with(${other}, '氏') AND right(${stem}, 1) = right(${own}, 1))
    ))`;
}

/**
 * Different names under one ID, in pairs, with their level; a name that is the other's alias is `alias`, one whose every
 * record names the other as its head is `swapped`: the two columns changed places. Where some record bears the name and
 * names no head, nothing can have changed places in it: the head's ID was borrowed, or a member's. `clan` is another
 * form of one name, which only an ID of their own makes likely.
 */
const NAME_PAIRS = `CREATE OR REPLACE TABLE link_name_pairs AS
WITH several AS (
  SELECT id17
  FROM link_source
  WHERE id17 IS NOT NULL
  GROUP BY id17
  HAVING min(name) <> max(name)
),
id_names AS (
  SELECT eid, name, string_agg(DISTINCT alias, ' ') AS aliases,
    CASE WHEN count(*) = count(head_name) AND min(head_name) = max(head_name) THEN min(head_name) END AS only_head
  FROM link_source
  SEMI JOIN several USING (id17)
  WHERE name IS NOT NULL
  GROUP BY eid, name
),
pairs AS (
  SELECT
    a.eid,
    a.name AS name_a,
    b.name AS name_b,
    coalesce(list_contains(string_split(a.aliases, ' '), b.name), false)
      OR coalesce(list_contains(string_split(b.aliases, ' '), a.name), false) AS alias,
    coalesce(a.only_head = b.name, false) OR coalesce(b.only_head = a.name, false) AS swapped,
    substr(a.eid, 17, 1) IN ('0', '2', '4', '6', '8')
      AND (${clanName('a.name', 'b.name')} OR ${clanName('b.name', 'a.name')}) AS clan
  FROM id_names AS a
  JOIN id_names AS b
    ON b.eid = a.eid AND a.name < b.name
),
levels AS (
  SELECT name_a, name_b, name_level(name_a, name_b) AS level
  FROM (SELECT DISTINCT name_a, name_b FROM pairs)
)
SELECT
  p.eid,
  p.name_a,
  p.name_b,
  CASE
    WHEN p.alias THEN 'alias'
    WHEN l.level NOT IN ${textList(UNLIKE)} THEN l.level
    WHEN p.clan THEN 'clan'
    WHEN p.swapped THEN 'swapped'
    ELSE l.level
  END AS level
FROM pairs AS p
JOIN levels AS l
  ON l.name_a = p.name_a AND l.name_b = p.name_b`;

/**
 * Names that share all but one character, which no table explains: a slip, or a brother's or sister's number. They
 * are doubtful until witnesses speak.
 */
const DOUBTFUL = `p.level = 'sibling'
    OR (length(p.name_a) = length(p.name_b) AND substr(p.name_a, 2) = substr(p.name_b, 2) AND length(p.name_a) >= 2)`;

/** The birth date column shows two parts or more other than the ID does, or the sex column the other sex. */
const CONTRADICTS = `bool_or(
      coalesce(
        CAST(year(s.birth_date) = year(s.id_birth_date) AS INTEGER)
          + CAST(month(s.birth_date) = month(s.id_birth_date) AS INTEGER)
          + CAST(day(s.birth_date) = day(s.id_birth_date) AS INTEGER) < 2,
        false
      )
      OR coalesce((s.sex = 'M') <> (s.id17 % 2 = 1), false)
    )`;

/** A birth date that neither a lunar birthday nor a slip in the year explains: two people, even where the names are alike. */
const ANOTHER = `bool_or(coalesce(
      abs(year(s.birth_date) - year(s.id_birth_date)) > 1
        AND strftime(s.birth_date, '%m%d') <> strftime(s.id_birth_date, '%m%d'),
      false
    ))`;

/**
 * Witnesses on a doubtful name: its own columns contradict the ID, or somebody with that very name stands elsewhere
 * under an ID of their own, with the same phone, birth date or town. Either makes the pair a conflict. Names that changed
 * places are asked for the first alone: the head stands elsewhere in any case. Of names that are alike only a birth date
 * of another year does so.
 */
const NAME_WITNESSES = `CREATE OR REPLACE TABLE link_name_witnesses AS
WITH asked AS (
  SELECT eid, name, bool_or(doubtful) AS doubtful, bool_or(swapped) AS swapped
  FROM (
    SELECT eid, unnest([name_a, name_b]) AS name, ${DOUBTFUL} AS doubtful, p.level = 'swapped' AS swapped
    FROM link_name_pairs AS p
  )
  GROUP BY eid, name
),
own AS (
  SELECT
    s.eid, s.name, s.phone, s.raw_town, s.birth_date, a.doubtful, a.swapped,
    ${CONTRADICTS} AS contradicts, ${ANOTHER} AS another
  FROM link_source AS s
  JOIN asked AS a
    ON a.eid = s.eid AND a.name = s.name
  GROUP BY s.eid, s.name, s.phone, s.raw_town, s.birth_date, a.doubtful, a.swapped
),
elsewhere AS (
  SELECT DISTINCT o.eid, o.name
  FROM own AS o
  JOIN link_source AS s
    ON s.name = o.name
  WHERE o.doubtful
    AND s.eid <> o.eid
    AND (s.phone = o.phone OR s.raw_town = o.raw_town OR s.birth_date = o.birth_date)
)
SELECT eid, name, bool_or(another) AS another
FROM (
  SELECT eid, name, another FROM own WHERE another OR ((doubtful OR swapped) AND contradicts)
  UNION ALL
  SELECT eid, name, false FROM elsewhere
)
GROUP BY eid, name`;

/** Pairs of different names under one ID: 0 the same name, 1 a similar one, 2 incompatible. */
const NAME_TIES = `CREATE OR REPLACE TABLE link_name_ties AS
SELECT
  p.*,
  CASE
    WHEN p.level IN ${textList(['alias', ...COMPATIBLE_UNDER_SAME_ID])} THEN 0
    WHEN p.level = 'swapped' AND (a.name IS NOT NULL OR b.name IS NOT NULL) OR a.another OR b.another THEN 2
    WHEN p.level IN ${textList(['swapped', 'clan', ...LIKELY_UNDER_SAME_ID])} THEN 1
    WHEN (${DOUBTFUL}) AND a.name IS NULL AND b.name IS NULL THEN 1
    ELSE 2
  END::TINYINT AS tie
FROM link_name_pairs AS p
LEFT JOIN link_name_witnesses AS a
  ON a.eid = p.eid AND a.name = p.name_a
LEFT JOIN link_name_witnesses AS b
  ON b.eid = p.eid AND b.name = p.name_b`;

/** Compares names only where one ID has several. Reads link_source. */
export function nameTieSteps(): readonly Step[] {
  return [
    sqlStep('names under one ID', 'compares names only where one ID has several', NAME_PAIRS),
    sqlStep(
      'witnesses on names',
      'tells a slip in a name from a relative with a borrowed ID',
      NAME_WITNESSES,
    ),
    sqlStep('name ties', 'which names under one ID are one person', NAME_TIES),
  ];
}
