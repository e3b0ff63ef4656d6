import { oneRow, type Engine } from '../../../src/engine/engine.js';
import { textList } from '../../../src/engine/sql.js';

export interface LinkFigures {
  readonly classes: 'certain' | 'certain+probable';
  /** Cross-registry pairs of records. */
  readonly predicted: number;
  readonly correct: number;
  readonly truth: number;
  readonly precision: number;
  readonly recall: number;
}

export interface FalseMerges {
  readonly relation: 'twin' | 'sibling' | 'namesake' | 'other';
  /** Pairs of people whom at least one link joins wrongly. */
  readonly pairs: number;
  readonly perHundredThousandRecords: number;
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

/** Precision and recall over all pairs of records from two registries that the truth gives to one person. */
export async function measureLinks(engine: Engine): Promise<readonly LinkFigures[]> {
  const { pairs } = await oneRow(
    engine,
    `WITH counts AS (
       SELECT person_id, registry, count(*) AS n
       FROM record
       GROUP BY ALL
     )
     SELECT CAST(coalesce(sum(a.n * b.n), 0) AS DOUBLE) AS pairs
     FROM counts AS a
     JOIN counts AS b ON b.person_id = a.person_id AND b.registry > a.registry`,
  );
  const figures: LinkFigures[] = [];
  for (const classes of ['certain', 'certain+probable'] as const) {
    const row = await oneRow(
      engine,
      `SELECT CAST(count(*) AS DOUBLE) AS predicted,
         CAST(count(*) FILTER (WHERE left_person = right_person) AS DOUBLE) AS correct
       FROM (SELECT DISTINCT left_no, right_no, left_person, right_person FROM link WHERE across AND class IN ${textList(classes.split('+'))})`,
    );
    const [predicted, correct, truth] = [Number(row['predicted']), Number(row['correct']), Number(pairs)];
    figures.push({ classes, predicted, correct, truth, precision: share(correct, predicted), recall: share(correct, truth) });
  }
  return figures;
}

/** Wrong links (certain or probable, inside a registry too) by what the two people are to each other. */
export async function measureFalseMerges(engine: Engine): Promise<readonly FalseMerges[]> {
  const rows = await engine.rows(
    `WITH wrong AS (
       SELECT DISTINCT least(left_person, right_person) AS one, greatest(left_person, right_person) AS other
       FROM link
       WHERE left_person <> right_person AND class IN ('certain', 'probable')
     )
     SELECT
       CASE
         WHEN list_has_any(a.twins, b.twins) THEN 'twin'
         WHEN list_has_any(a.siblings, b.siblings) THEN 'sibling'
         WHEN a.name = b.name THEN 'namesake'
         ELSE 'other'
       END AS relation,
       CAST(count(*) AS DOUBLE) AS pairs
     FROM wrong AS w
     JOIN (SELECT *, regexp_extract_all(tags, 'twin:\\d+') AS twins, regexp_extract_all(tags, 'sibling:\\d+') AS siblings FROM person) AS a
       ON a.person_id = w.one
     JOIN (SELECT *, regexp_extract_all(tags, 'twin:\\d+') AS twins, regexp_extract_all(tags, 'sibling:\\d+') AS siblings FROM person) AS b
       ON b.person_id = w.other
     GROUP BY relation`,
  );
  const { records } = await oneRow(engine, 'SELECT CAST(count(*) AS DOUBLE) AS records FROM record');
  return (['twin', 'sibling', 'namesake', 'other'] as const).map((relation) => {
    const pairs = Number(rows.find((row) => row['relation'] === relation)?.['pairs'] ?? 0);
    return { relation, pairs, perHundredThousandRecords: share(pairs * 100_000, Number(records)) };
  });
}
