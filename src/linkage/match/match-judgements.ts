import type { Engine } from '../../engine/engine.js';
import { number, text } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';

export const MATCH_VERDICTS = ['same', 'different', 'unsure'] as const;
export type MatchVerdict = (typeof MATCH_VERDICTS)[number];

/** What somebody decided about two records, known by their fingerprints (see recordFingerprint). */
export interface MatchJudgement {
  readonly left: string;
  readonly right: string;
  readonly verdict: MatchVerdict;
}

/** Beyond every weight: what was judged decides alone, and against all other pairs of a cluster. */
export const JUDGED_WEIGHT = 1e6;

/**
 * SQL for the fingerprint of a record: 48 bits of the digest of all that is compared. It stays when lines move, and
 * changes with the record. It is no secret: who knows the record can make it.
 */
export function recordFingerprint(alias: string): string {
  return `left(${alias}.content, 12)`;
}

/** Judged pairs by record numbers, into `match_judged`; of several judgements on one pair the last holds. */
export function matchJudgementSteps(judgements: readonly MatchJudgement[], dedupe: boolean): readonly Step[] {
  const rows = judgements.map(
    ({ left, right, verdict }, no) => `(${number(no)}, ${text(left)}, ${text(right)}, ${text(verdict)})`,
  );
  const given =
    rows.length === 0
      ? "SELECT 0 AS no, '' AS l, '' AS r, '' AS verdict WHERE false"
      : `SELECT * FROM (VALUES ${rows.join(',\n  ')}) AS j (no, l, r, verdict)`;
  const numbers = dedupe
    ? 'least(l.no, r.no) AS l_no, greatest(l.no, r.no) AS r_no'
    : 'l.no AS l_no, r.no AS r_no';
  return [
    sqlStep(
      'judgements',
      'what people decided about pairs',
      `CREATE OR REPLACE TABLE match_judgements AS\n${given}`,
    ),
    sqlStep(
      'judged pairs',
      'the records that they decided about',
      `CREATE OR REPLACE TABLE match_judged AS
SELECT l_no, r_no, arg_max(verdict, judgement_no) AS verdict
FROM (
  SELECT ${numbers}, j.no AS judgement_no, j.verdict
  FROM match_judgements AS j
  JOIN match_left AS l ON ${recordFingerprint('l')} = j.l
  JOIN match_right AS r ON ${recordFingerprint('r')} = j.r
  WHERE l.no <> r.no
)
GROUP BY l_no, r_no`,
    ),
  ];
}

/** How many judgements name a record that the tables no longer have. */
export async function countMissingJudgements(engine: Engine): Promise<number> {
  const rows = await engine.rows(`SELECT count(*) AS missing
FROM match_judgements AS j
WHERE NOT EXISTS (SELECT 1 FROM match_left AS l WHERE ${recordFingerprint('l')} = j.l)
  OR NOT EXISTS (SELECT 1 FROM match_right AS r WHERE ${recordFingerprint('r')} = j.r)`);
  return Number(rows[0]?.['missing'] ?? 0);
}
