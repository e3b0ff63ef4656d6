import type { Dialect } from '../engine/dialect.js';
import { text, textList } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { FINDING_COLUMNS } from '../model/finding.js';
import { CLEARING_OUTCOMES, PAUSING_OUTCOMES, type LedgerOutcome } from '../model/outcome.js';

export interface MemoryInput {
  readonly dialect: Dialect;
  /** Findings of this run without status (assess stage). */
  readonly assessedFile: string;
  /** Findings and memory of the last published run, null on the first. */
  readonly previous: { readonly findingsFile: string; readonly memoryFile: string } | null;
  /** Rules that ran; the findings of a rule that did not run are remembered, never called resolved. */
  readonly rulesRun: readonly string[];
  /** Outcomes of visits, oldest first, and the day as of which a clearance must still run; absent: none. */
  readonly outcomes?: { readonly asOf: string; readonly ledger: readonly LedgerOutcome[] };
  readonly findingsFile: string;
  readonly memoryFile: string;
}

/**
 * Gives every finding its status: suppressed (cleared on the same evidence, or paused by an objection), new, persisting,
 * reopened; and adds what the last run had and this one has not, as resolved. Writes the `findings` contract and the
 * memory: finding_id, rule_id, open.
 */
export function memorySteps(input: MemoryInput): readonly Step[] {
  const { dialect, previous } = input;
  const remembered =
    previous === null
      ? "SELECT '' AS finding_id, '' AS rule_id, false AS open WHERE false"
      : `SELECT finding_id, rule_id, open FROM ${dialect.readParquet([previous.memoryFile])}`;
  return [
    sqlStep('remember', 'what earlier runs found', `CREATE TEMP TABLE remembered AS\n${remembered}`),
    sqlStep(
      'assessed',
      'what this run found',
      `CREATE TEMP VIEW assessed AS\nSELECT * FROM ${dialect.readParquet([input.assessedFile])}`,
    ),
    sqlStep('cleared', 'findings that visits closed', `CREATE TEMP TABLE cleared AS\n${clearedQuery(input)}`),
    sqlStep(
      'findings',
      'findings with status, in the order of the worklists',
      dialect.writeParquet(findingsQuery(input), input.findingsFile),
    ),
    sqlStep(
      'memory',
      'which findings are open',
      dialect.writeParquet(memoryQuery(input.rulesRun), input.memoryFile),
    ),
  ];
}

/** Only the last outcome of a finding counts, and only while it runs. Evidence NULL: the pause holds for any. */
function clearedQuery({ outcomes = { asOf: '', ledger: [] } }: MemoryInput): string {
  const { asOf, ledger } = outcomes;
  const last = new Map(ledger.map((entry) => [entry.findingId, entry]));
  const rows = [...last.values()].flatMap(({ findingId, outcome, evidence, until }) => {
    const pauses = (PAUSING_OUTCOMES as readonly string[]).includes(outcome);
    const clears = (CLEARING_OUTCOMES as readonly string[]).includes(outcome);
    if (until !== null && until < asOf) return [];
    if (pauses) return [`(${text(findingId)}, CAST(NULL AS VARCHAR))`];
    return clears && evidence !== null ? [`(${text(findingId)}, ${text(evidence)})`] : [];
  });
  if (rows.length === 0) return "SELECT '' AS finding_id, '' AS evidence WHERE false";
  return `SELECT finding_id, evidence\nFROM (VALUES ${rows.join(', ')}) AS c (finding_id, evidence)`;
}

/** True where the finding `a` was cleared on the evidence it still rests on. */
const CLEARED =
  '(SELECT count(*) FROM cleared AS c WHERE c.finding_id = a.finding_id AND (c.evidence IS NULL OR c.evidence = a.evidence)) > 0';

function findingsQuery({ dialect, previous, rulesRun }: MemoryInput): string {
  const columns = FINDING_COLUMNS.filter((column) => column !== 'status');
  const current = [
    'SELECT',
    `  ${columns.map((column) => `a.${column}`).join(', ')},`,
    `  CASE WHEN ${CLEARED} THEN 'suppressed' WHEN m.finding_id IS NULL THEN 'new' WHEN m.open THEN 'persisting' ELSE 'reopened' END AS status`,
    'FROM assessed AS a',
    'LEFT JOIN remembered AS m ON m.finding_id = a.finding_id',
  ].join('\n');
  const resolved =
    previous === null
      ? []
      : [
          [
            `SELECT ${columns.map((column) => `p.${column}`).join(', ')}, 'resolved' AS status`,
            `FROM (\n${withAllColumns(dialect.readParquet([previous.findingsFile]))}\n) AS p`,
            "WHERE p.status <> 'resolved'",
            `  AND p.rule_id IN ${textList(rulesRun)}`,
            '  AND p.finding_id NOT IN (SELECT finding_id FROM assessed)',
          ].join('\n'),
        ];
  return [
    `SELECT ${FINDING_COLUMNS.join(', ')}`,
    `FROM (\n${[current, ...resolved].join('\nUNION ALL\n')}\n)`,
    `ORDER BY CASE status WHEN ${text('resolved')} THEN 1 ELSE 0 END, priority, county, town, village, grid, household_id, person_id, rule_id, episode`,
  ].join('\n');
}

/** A run of an older version may lack columns that were added since. */
function withAllColumns(relation: string): string {
  return `SELECT * FROM assessed WHERE false\nUNION ALL BY NAME\nSELECT * FROM ${relation}`;
}

function memoryQuery(rulesRun: readonly string[]): string {
  return [
    `SELECT a.finding_id, a.rule_id, NOT (${CLEARED}) AS open FROM assessed AS a`,
    'UNION ALL',
    `SELECT finding_id, rule_id, open AND rule_id NOT IN ${textList(rulesRun)}`,
    'FROM remembered',
    'WHERE finding_id NOT IN (SELECT finding_id FROM assessed)',
    'ORDER BY finding_id',
  ].join('\n');
}
