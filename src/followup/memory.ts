import type { Dialect } from '../engine/dialect.js';
import { text, textList, textRows } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { FINDING_COLUMNS } from '../model/finding.js';
import { GROUND_SEPARATOR } from '../model/ground.js';
import type { LedgerOutcome } from '../model/outcome.js';
import type { ExpectedYield } from './expected-yield.js';
import { FINDING_ORDER } from './finding-order.js';
import { groupedBy, isPaused, lastCleared, settledEvidence, standingOf } from './finding-state.js';
import { NOTHING_LATER } from './published-findings.js';
import { CONFIRMED_JOIN, confirmedFindings, confirmedTable } from './waiting.js';
import { YIELD_JOINS, YIELD_STEP, yieldTable } from './yield-steps.js';

export interface MemoryInput {
  readonly dialect: Dialect;
  /** Findings of this run without status (assess stage). */
  readonly assessedFile: string;
  /** Findings and memory of the last published run, null on the first. */
  readonly previous: PreviousRun | null;
  /** Rules that ran and list what they find. */
  readonly rulesRun: readonly string[];
  /** What these rules could not judge: rule_id, finding_id. */
  readonly refusedFile: string;
  /** Outcomes of visits, oldest first, and the day as of which a clearance must still run; absent: none. */
  readonly outcomes?: {
    readonly asOf: string;
    readonly ledger: readonly LedgerOutcome[];
    /** Days after a visit confirmed that somebody is missed until it is overdue that the lists say so. */
    readonly waitingDays: number;
  };
  /** What is expected of visits; orders findings of one kind and severity. Default: nothing. */
  readonly yields?: readonly ExpectedYield[];
  /** False where this run saw less than the last and cannot tell what has gone: nothing is resolved then. Default true. */
  readonly resolves?: boolean;
  readonly findingsFile: string;
  /** Open findings of earlier runs that this run did not check. */
  readonly uncheckedFile: string;
  readonly memoryFile: string;
}

/** What the last published run left; null: it is of a version that wrote no such file. */
export interface PreviousRun {
  readonly findingsFile: string;
  readonly memoryFile: string;
  readonly uncheckedFile: string | null;
}

/**
 * Gives every finding its status: suppressed (cleared on the same evidence, or paused by an objection), new, persisting,
 * reopened; and adds what the last run had and this one has not, as resolved. A finding whose rule did not run, or could
 * not judge it, is neither found nor resolved: it stays open among the `unchecked`. Writes the two contracts and the
 * memory: finding_id, rule_id, open, and the evidence with its grounds.
 */
export function memorySteps(input: MemoryInput): readonly Step[] {
  const { dialect } = input;
  const { asOf, ledger, waitingDays } = input.outcomes ?? NO_OUTCOMES;
  return [
    sqlStep('remember', 'what earlier runs found', `CREATE TABLE remembered AS\n${rememberedQuery(input)}`),
    sqlStep(
      'assessed',
      'what this run found',
      `CREATE VIEW assessed AS\n${assessedQuery(dialect.readParquet([input.assessedFile]))}`,
    ),
    sqlStep('carried', 'what earlier runs left open', `CREATE TABLE carried AS\n${carriedQuery(input)}`),
    sqlStep(
      'unchecked',
      'open findings that this run did not check',
      `CREATE TABLE unchecked AS\n${uncheckedQuery(input)}`,
    ),
    sqlStep(
      'last cleared',
      'what spoke against findings last',
      `CREATE TABLE last_cleared AS\n${lastClearedQuery(input)}`,
    ),
    sqlStep(
      'confirmed',
      'findings that visits confirmed',
      `CREATE TABLE confirmed AS\n${confirmedTable(confirmedFindings(ledger, asOf, waitingDays))}`,
    ),
    sqlStep(
      'yields',
      'what visits are expected to confirm',
      `CREATE TABLE yields AS\n${yieldTable(input.yields ?? [])}`,
    ),
    sqlStep('cleared', 'findings that visits closed', `CREATE TABLE cleared AS\n${clearedQuery(input)}`),
    sqlStep(
      'findings',
      'findings with status, in the order of the worklists',
      dialect.writeParquet(FINDINGS, input.findingsFile),
    ),
    sqlStep(
      'unchecked findings',
      'what stays open because nobody looked',
      dialect.writeParquet(`SELECT * FROM unchecked\n${ORDER}`, input.uncheckedFile),
    ),
    sqlStep('memory', 'which findings are open', dialect.writeParquet(MEMORY, input.memoryFile)),
  ];
}

const NO_OUTCOMES: NonNullable<MemoryInput['outcomes']> = { asOf: '', ledger: [], waitingDays: 1 };

type ClearedRow = Readonly<Record<'finding_id' | 'evidence', string | null>>;

/** Memories of older versions know no evidence. */
function rememberedQuery({ dialect, previous }: MemoryInput): string {
  const none =
    "SELECT '' AS finding_id, '' AS rule_id, false AS open, '' AS evidence, '' AS grounds WHERE false";
  if (previous === null) return none;
  return `${none}\nUNION ALL BY NAME\nSELECT * FROM ${dialect.readParquet([previous.memoryFile])}`;
}

/**
 * What only lost some of its grounds since the last run rests on the same evidence as then: bills leave the months that
 * count, old payments are no longer delivered, money was paid back. Whoever was cleared is not asked again about less.
 */
function assessedQuery(assessed: string): string {
  const grounds = (alias: string): string => `string_split(${alias}.grounds, ${text(GROUND_SEPARATOR)})`;
  const less = `coalesce(list_has_all(${grounds('m')}, ${grounds('a')}), false)`;
  return [
    'SELECT a.* REPLACE (',
    `  CASE WHEN ${less} THEN m.evidence ELSE a.evidence END AS evidence,`,
    `  CASE WHEN ${less} THEN m.grounds ELSE a.grounds END AS grounds`,
    ')',
    `FROM ${assessed} AS a`,
    'LEFT JOIN remembered AS m ON m.finding_id = a.finding_id',
  ].join('\n');
}

/** What the outcomes come to suppresses a finding, and only while it runs. Evidence NULL: the pause holds for any. */
function clearedQuery({ outcomes = NO_OUTCOMES }: MemoryInput): string {
  const { asOf, ledger } = outcomes;
  const byFinding = groupedBy(ledger, ({ findingId }) => findingId);
  const rows = [...byFinding].flatMap(([findingId, entries]): readonly ClearedRow[] => {
    const standing = standingOf(entries);
    if (isPaused(standing, asOf)) return [{ finding_id: findingId, evidence: null }];
    return settledEvidence(standing, asOf).map((evidence) => ({ finding_id: findingId, evidence }));
  });
  return textRows(['finding_id', 'evidence'], rows);
}

/** What spoke against a finding last points at the run that showed it, and at the evidence of that time (reliability S4, S16). */
function lastClearedQuery({ outcomes = NO_OUTCOMES }: MemoryInput): string {
  const rows = [...groupedBy(outcomes.ledger, ({ findingId }) => findingId)].flatMap(
    ([findingId, entries]) => {
      const last = lastCleared(standingOf(entries));
      if (last === null) return [];
      const { outcome, visited = null, run = null, evidence } = last;
      const told = JSON.stringify({ outcome, visited, run, evidence });
      return [{ finding_id: findingId, last_outcome: told }];
    },
  );
  return textRows(['finding_id', 'last_outcome'], rows);
}

/** True where the finding `a` was cleared on the evidence it still rests on. */
const CLEARED =
  '(SELECT count(*) FROM cleared AS c WHERE c.finding_id = a.finding_id AND (c.evidence IS NULL OR c.evidence = a.evidence)) > 0';

/** Columns that the assess stage does not know. */
const OWN_COLUMNS: readonly string[] = ['status', 'last_outcome', 'yield_step', 'confirmed_on', 'waiting'];
const COLUMNS = FINDING_COLUMNS.filter((column) => !OWN_COLUMNS.includes(column));
const ORDER = `ORDER BY ${FINDING_ORDER}`;

/** Open findings of the last run and those that it had not checked itself; older runs may lack later columns. */
function carriedQuery({ dialect, previous }: MemoryInput): string {
  const files = [previous?.findingsFile, previous?.uncheckedFile].filter((file) => typeof file === 'string');
  const left = files.map((file) => `SELECT * FROM ${dialect.readParquet([file])} WHERE status <> 'resolved'`);
  const none = `SELECT ${COLUMNS.join(', ')}, '' AS status, '' AS last_outcome, ${NOTHING_LATER} FROM assessed WHERE false`;
  return `SELECT ${FINDING_COLUMNS.join(', ')}\nFROM (\n${[none, ...left].join('\nUNION ALL BY NAME\n')}\n)`;
}

function uncheckedQuery({ dialect, rulesRun, refusedFile, resolves = true }: MemoryInput): string {
  const ran = `coalesce(rule_id IN ${textList(rulesRun)}, false)`;
  const columns = FINDING_COLUMNS.map((column) =>
    column === 'status'
      ? "CASE status WHEN 'suppressed' THEN status ELSE 'persisting' END AS status"
      : column,
  );
  return [
    `SELECT ${columns.join(', ')}`,
    'FROM carried',
    resolves
      ? `WHERE (NOT ${ran} OR finding_id IN (SELECT finding_id FROM ${dialect.readParquet([refusedFile])}))`
      : 'WHERE true',
    '  AND finding_id NOT IN (SELECT finding_id FROM assessed)',
  ].join('\n');
}

const FINDINGS = [
  `SELECT ${FINDING_COLUMNS.join(', ')}`,
  'FROM (',
  'SELECT',
  `  ${COLUMNS.map((column) => `a.${column}`).join(', ')},`,
  `  CASE WHEN ${CLEARED} THEN 'suppressed' WHEN m.finding_id IS NULL THEN 'new' WHEN m.open THEN 'persisting' ELSE 'reopened' END AS status,`,
  `  l.last_outcome, ${YIELD_STEP} AS yield_step, f.confirmed_on, f.waiting`,
  'FROM assessed AS a',
  'LEFT JOIN remembered AS m ON m.finding_id = a.finding_id',
  'LEFT JOIN last_cleared AS l ON l.finding_id = a.finding_id',
  ...YIELD_JOINS,
  CONFIRMED_JOIN,
  'UNION ALL',
  `SELECT ${COLUMNS.join(', ')}, 'resolved' AS status, last_outcome, ${NOTHING_LATER}`,
  'FROM carried',
  'WHERE finding_id NOT IN (SELECT finding_id FROM assessed)',
  '  AND finding_id NOT IN (SELECT finding_id FROM unchecked)',
  ')',
  ORDER.replace('ORDER BY', "ORDER BY CASE status WHEN 'resolved' THEN 1 ELSE 0 END,"),
].join('\n');

/** An unchecked finding is remembered as it was; what is gone may come back on anything. */
const MEMORY = [
  `SELECT a.finding_id, a.rule_id, NOT (${CLEARED}) AS open, a.evidence, a.grounds FROM assessed AS a`,
  'UNION ALL',
  'SELECT finding_id, rule_id, open AND finding_id IN (SELECT finding_id FROM unchecked), evidence,',
  '  CASE WHEN finding_id IN (SELECT finding_id FROM unchecked) THEN grounds END',
  'FROM remembered',
  'WHERE finding_id NOT IN (SELECT finding_id FROM assessed)',
  'ORDER BY finding_id',
].join('\n');
