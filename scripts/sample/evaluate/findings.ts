import type { Engine } from '../../../src/engine/engine.js';
import { textList } from '../../../src/engine/sql.js';
import { HOUSEHOLD_RULES, MEASURED_RULES, type TruthRule } from '../truth/findings.js';
import { share } from './links.js';

export interface FindingFigures {
  readonly rule: TruthRule;
  readonly truth: number;
  readonly found: number;
  readonly predicted: number;
  readonly correct: number;
  /** Findings on which issue 2 can be read either way; they count neither way. */
  readonly undecided: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Name errors that leave two names which a strict reader need not call compatible. */
const DEEP_NAME_ERRORS = ['name_shape', 'name_near_sound', 'name_dropped', 'name_swapped', 'name_rare', 'name_renamed', 'name_placeholder', 'name_title'];

/**
 * Says of every finding whom it is about. The first source is the subject's own record; in a petition for another
 * person that is the person mentioned, unless the finding bears the petitioner's name. An identity conflict is about
 * all the people whose records it lists.
 */
const SUBJECTS = `CREATE TABLE finding_subject AS
  SELECT DISTINCT f.finding_no, f.rule_id,
    CASE WHEN f.rule_id = 'M07' AND m.person_id IS NOT NULL AND (f.name IS DISTINCT FROM p.name OR p.name = q.name)
      THEN m.person_id ELSE s.person_id END AS person_id
  FROM finding AS f
  JOIN finding_source AS s ON s.finding_no = f.finding_no
  JOIN person AS p ON p.person_id = s.person_id
  LEFT JOIN mention AS m ON m.record_no = s.record_no
  LEFT JOIN person AS q ON q.person_id = m.person_id
  WHERE s.position = 1 OR f.rule_id = 'D05'`;

/** A conflict is told by its owner or by the person whose record bears the number, a household by any of its members. */
const EXPECTED = `CREATE TABLE expected AS
  SELECT row_number() OVER (ORDER BY rule_id, person_id, detail) AS truth_no, rule_id, person_id AS about, [person_id] AS people
  FROM (SELECT DISTINCT rule_id, person_id, '' AS detail FROM true_finding WHERE rule_id NOT IN ${textList(['D05', ...HOUSEHOLD_RULES])})
  UNION ALL
  SELECT 1000000000 + row_number() OVER (ORDER BY person_id, detail), rule_id, person_id, [person_id, detail]
  FROM true_finding
  WHERE rule_id = 'D05'
  UNION ALL
  SELECT 2000000000 + row_number() OVER (ORDER BY rule_id, person_id, detail), rule_id, person_id, string_split(detail, ' ')
  FROM true_finding
  WHERE rule_id IN ${textList(HOUSEHOLD_RULES)}`;

const MATCHES = `CREATE TABLE finding_match AS
  SELECT DISTINCT s.finding_no, e.truth_no
  FROM finding_subject AS s
  JOIN (SELECT truth_no, rule_id, unnest(people) AS person_id FROM expected) AS e
    ON e.rule_id = s.rule_id AND e.person_id = s.person_id`;

const EXCUSED = `CREATE TABLE excused AS
  SELECT DISTINCT s.finding_no
  FROM finding_subject AS s
  JOIN undecided AS u ON u.rule_id = s.rule_id AND u.person_id = s.person_id
  UNION
  SELECT s.finding_no
  FROM finding_source AS s
  JOIN finding AS f ON f.finding_no = s.finding_no AND f.rule_id = 'D05'
  JOIN dirt AS d ON d.record_no = s.record_no AND d.kind IN (${DEEP_NAME_ERRORS.map((kind) => `'${kind}'`).join(', ')})`;

/** Precision over findings, recall over true findings, by rule. */
export async function measureFindings(engine: Engine): Promise<readonly FindingFigures[]> {
  for (const sql of [SUBJECTS, EXPECTED, MATCHES, EXCUSED]) await engine.run(sql);
  const predicted = await engine.rows(
    `SELECT f.rule_id,
       CAST(count(*) FILTER (WHERE m.finding_no IS NOT NULL OR x.finding_no IS NULL) AS DOUBLE) AS predicted,
       CAST(count(*) FILTER (WHERE m.finding_no IS NOT NULL) AS DOUBLE) AS correct,
       CAST(count(*) FILTER (WHERE m.finding_no IS NULL AND x.finding_no IS NOT NULL) AS DOUBLE) AS undecided
     FROM finding AS f
     LEFT JOIN (SELECT DISTINCT finding_no FROM finding_match) AS m ON m.finding_no = f.finding_no
     LEFT JOIN excused AS x ON x.finding_no = f.finding_no
     GROUP BY f.rule_id`,
  );
  const expected = await engine.rows(
    `SELECT e.rule_id, CAST(count(*) AS DOUBLE) AS truth, CAST(count(m.truth_no) AS DOUBLE) AS found
     FROM expected AS e
     LEFT JOIN (SELECT DISTINCT truth_no FROM finding_match) AS m ON m.truth_no = e.truth_no
     GROUP BY e.rule_id`,
  );
  const figure = (rows: typeof predicted, rule: string, column: string): number =>
    Number(rows.find((row) => row['rule_id'] === rule)?.[column] ?? 0);
  return MEASURED_RULES.map((rule) => {
    const truth = figure(expected, rule, 'truth');
    const found = figure(expected, rule, 'found');
    const [all, correct] = [figure(predicted, rule, 'predicted'), figure(predicted, rule, 'correct')];
    const [precision, recall] = [share(correct, all), share(found, truth)];
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { rule, truth, found, predicted: all, correct, undecided: figure(predicted, rule, 'undecided'), precision, recall, f1 };
  });
}
