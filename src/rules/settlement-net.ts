import { date } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { CommonViewInput } from './view-input.js';
import { tableStep } from './views.js';
import { recordsOfPeople, recordsWithPersons, type RecordChoice } from './person-records.js';

/**
 * `settlement_net`: what is left of the bills of people who have a reversal (冲销): registry, record_no, burden,
 * `in_part` for a refund that leaves something, `loose` for a reversal that fits no bill. A reversal belongs to the bill of its own number; without one, to the latest
 * standing bill of the same amount; else, as a refund in part, to the latest earlier bill that is large enough. One that
 * fits nothing lowers nothing: its bill may lie before what was delivered. A row that came twice counts once.
 */
export function settlementNetSteps(input: CommonViewInput): readonly Step[] {
  return [
    tableStep('reversal_person', 'people with a reversed bill', reversalPerson(input)),
    tableStep('settlement_net', 'what reversals leave of their bills', settlementNet(input)),
  ];
}

/**
 * One row twice: two exports overlap, or a list was sent again. Number, day and sum are equal and the number names one
 * settlement; rows without a number may be two visits of one day.
 */
export const SAME_BILL =
  'PARTITION BY person_id, settlement_no, settlement_date, personal_burden, status ORDER BY registry, record_no';

const REVERSES = "(coalesce(status = 'reversal', false) OR personal_burden < 0)";

function reversalPerson(input: CommonViewInput): string {
  const rows = fromBills(input, () => [{ where: REVERSES }]);
  return `SELECT DISTINCT person_id\nFROM (\n${rows}\n)`;
}

function entries(input: CommonViewInput): string {
  const rows = fromBills(input, (registry) => [
    { records: recordsOfPeople(registry, 'SELECT person_id FROM reversal_person'), listed: true },
    { where: "id IN (SELECT person_id FROM reversal_person WHERE person_id[1] NOT IN ('P', '{'))" },
  ]);
  return [
    'SELECT person_id, registry, record_no, settlement_date, settlement_no,',
    `  abs(personal_burden) AS yuan, ${REVERSES} AS reverses,`,
    `  CASE WHEN settlement_no IS NULL THEN 1 ELSE row_number() OVER (${SAME_BILL}) END AS copy`,
    `FROM (\n${rows}\n)`,
    `WHERE settlement_date <= ${date(input.asOf)}`,
    '  AND personal_burden <> 0',
    "  AND status IS DISTINCT FROM 'revoked'",
  ].join('\n');
}

function fromBills(input: CommonViewInput, choices: (registry: string) => readonly RecordChoice[]): string {
  const own = input.snapshots.filter(({ kind }) => kind === 'settlement');
  if (own.length === 0) return 'SELECT * FROM settlement';
  return own
    .map((snapshot) => recordsWithPersons(snapshot, input, choices(snapshot.registry)))
    .join('\nUNION ALL BY NAME\n');
}

/** Bills and reversals of one amount as a stack: a bill stands while the height never falls below its own again. */
const SAME_AMOUNT =
  'PARTITION BY person_id, by_number, yuan ORDER BY settlement_date, reverses, registry, record_no';

function settlementNet(input: CommonViewInput): string {
  return [
    `WITH entry AS (\n${entries(input)}\n),`,
    'paired AS (',
    '  SELECT *,',
    '    settlement_no IS NOT NULL AND bool_or(reverses) OVER same_no AND bool_or(NOT reverses) OVER same_no AS by_number,',
    '    sum(CASE WHEN reverses THEN -yuan ELSE yuan END) OVER same_no AS left_by_number,',
    '    row_number() OVER (PARTITION BY person_id, settlement_no ORDER BY reverses, settlement_date, registry, record_no) AS place',
    '  FROM entry',
    '  WHERE copy = 1',
    '  WINDOW same_no AS (PARTITION BY person_id, settlement_no)',
    '),',
    'stacked AS (',
    `  SELECT *, sum(CASE WHEN reverses THEN -1 ELSE 1 END) OVER (${SAME_AMOUNT}) AS height`,
    '  FROM paired',
    '),',
    'standing AS (',
    '  SELECT *,',
    '    CASE',
    '      WHEN by_number THEN CASE WHEN place = 1 THEN greatest(left_by_number, 0) ELSE 0 END',
    `      WHEN reverses OR coalesce(min(height) OVER (${SAME_AMOUNT} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) < height, false) THEN 0`,
    '      ELSE yuan END AS burden,',
    `    NOT by_number AND reverses AND height < coalesce(least(0, min(height) OVER (${SAME_AMOUNT} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)), 0) AS unmatched`,
    '  FROM stacked',
    '),',
    'part AS (',
    '  SELECT l.registry, l.record_no, any_value(l.yuan) AS yuan,',
    '    max_by({registry: b.registry, record_no: b.record_no}, (b.settlement_date, b.registry, b.record_no)) AS bill',
    '  FROM standing AS l',
    '  JOIN standing AS b ON b.person_id = l.person_id AND b.settlement_date <= l.settlement_date AND b.burden >= l.yuan',
    '  WHERE l.unmatched',
    '  GROUP BY l.registry, l.record_no',
    '),',
    'refund AS (',
    '  SELECT bill.registry AS registry, bill.record_no AS record_no, sum(yuan) AS yuan',
    '  FROM part',
    '  GROUP BY ALL',
    ')',
    WHAT_IS_LEFT,
  ].join('\n');
}

const WHAT_IS_LEFT = [
  'SELECT s.registry, s.record_no,',
  '  greatest(s.burden - coalesce(r.yuan, 0), 0) AS burden,',
  '  p.record_no IS NOT NULL OR (s.by_number AND s.reverses AND s.left_by_number > 0) AS in_part,',
  '  s.unmatched AND p.record_no IS NULL AS loose',
  'FROM standing AS s',
  'LEFT JOIN refund AS r ON r.registry = s.registry AND r.record_no = s.record_no',
  'LEFT JOIN part AS p ON p.registry = s.registry AND p.record_no = s.record_no',
  'UNION ALL',
  'SELECT registry, record_no, 0, false, false',
  'FROM entry',
  'WHERE copy > 1',
].join('\n');
