import { userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadProject } from '../config/project.js';
import { appendWholeLines, readWholeLines } from '../followup/whole-lines.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine, Row } from '../engine/engine.js';
import { textList } from '../engine/sql.js';
import { findingCase, linesByFinding } from '../followup/finding-state.js';
import { LEDGER_FILE, outcomesOf, readLedgerLines, type LedgerLine } from '../followup/ledger.js';
import { publishedFindings } from '../followup/published-findings.js';
import { listName, LIST_LABEL } from '../followup/worklist.js';
import { InputError } from '../model/errors.js';
import type { FindingKind } from '../model/finding.js';
import type { FindingState } from '../model/outcome.js';
import { appendAudit } from './audit-trail.js';
import { openEngine } from './engine-session.js';
import { projectLayout, type Layout } from './layout.js';
import { localDay } from './local-day.js';
import { takeLock } from './lock.js';
import { statedReason } from './reason.js';
import { CONTRACT_ORDER, findRun, RUN_FILES, type PublishedRun } from './results.js';

const RECALLS_FILE = 'recalls.jsonl';

const recall = z.object({
  run: z.string(),
  reason: z.string(),
  who: z.string(),
  when: z.iso.datetime(),
});
/** A published run that somebody took back; a line of `recalls.jsonl`, which only grows. */
export type Recall = z.infer<typeof recall>;

/** What one list of a recalled run held. `file` is null for findings that the run listed nowhere (resolved, suppressed). */
export interface RecalledList {
  readonly file: string | null;
  readonly label: string | null;
  readonly findings: number;
  readonly people: number;
  /** Findings of the list for which the ledger already holds an outcome. */
  readonly outcomes: number;
  /** Findings of the list of which the person was told by a notice; they must hear that it was wrong. */
  readonly told: number;
}

/** A finding of a recalled run; the place says who was sent there. */
export interface RecalledFinding {
  readonly findingId: string;
  readonly rule: string;
  readonly status: string;
  readonly personId: string;
  readonly maskedId: string;
  readonly file: string | null;
  /** What people made of it so far. */
  readonly state: FindingState;
  /** Day of the notice to the person; null where there was none. */
  readonly told: string | null;
}

export interface RecalledRun {
  readonly run: string;
  readonly lists: readonly RecalledList[];
  readonly people: number;
  readonly findings: readonly RecalledFinding[];
}

/**
 * Takes a published run back (reliability S20): says every finding, list and grid that it touched, and marks it, so that
 * the next run says so and sends corrections to the same lists. Nothing is deleted. Throws ConfigError, and EngineError where
 * a run holds the project.
 */
export async function recallRun(request: {
  readonly projectFolder: string;
  readonly runId: string;
  readonly reason: string;
  readonly now: Date;
}): Promise<RecalledRun> {
  const { folder } = loadProject(request.projectFolder);
  const layout = projectLayout(folder);
  const run = findRun(layout, request.runId);
  const reason = statedReason(request.reason, 'E_RECALL_REASON');
  const release = takeLock(layout.lock, request.now);
  try {
    const touched = await readTouched(layout, run, localDay(request.now));
    const line: Recall = {
      run: run.runId,
      reason,
      who: userInfo().username,
      when: request.now.toISOString(),
    };
    appendWholeLines(recallPath(layout), [JSON.stringify(line)]);
    appendAudit(layout, { action: 'recall', details: { run: run.runId, reason } }, request.now);
    return touched;
  } finally {
    release();
  }
}

/**
 * Runs that were taken back, the first recall of each. A torn last line (no line end) was never acknowledged. Throws
 * InputError where another line is not one: a recall that is overlooked would leave people on a list that was wrong.
 */
export function readRecalls(layout: Layout): readonly Recall[] {
  const lines = readWholeLines(recallPath(layout));
  const recalls = lines.flatMap((text, index) => (text === '' ? [] : [parseRecall(text, index + 1)]));
  return recalls.filter((one, index) => recalls.findIndex(({ run }) => run === one.run) === index);
}

function parseRecall(text: string, line: number): Recall {
  try {
    return recall.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(`${RECALLS_FILE}:${line}: not a line of recalls`, {
      zh: `${RECALLS_FILE}:${line} 不是撤回记录的行`,
      code: 'E_RECALL_LINE',
      hint: 'restore it from a backup; the file only grows and is not edited by hand',
      file: RECALLS_FILE,
      line,
      cause: error,
    });
  }
}

function recallPath(layout: Layout): string {
  return join(layout.folder, RECALLS_FILE);
}

async function readTouched(layout: Layout, run: PublishedRun, today: string): Promise<RecalledRun> {
  const engine = await openEngine(layout);
  try {
    await engine.run(
      [
        'CREATE TEMP TABLE touched AS',
        'SELECT *,',
        `  CASE WHEN status NOT IN ('resolved', 'suppressed') THEN ${LIST_LABEL} END AS list_label`,
        `FROM ${publishedFindings(duckdbDialect.readParquet([join(run.folder, RUN_FILES.findings)]))}`,
      ].join('\n'),
    );
    const ledger = linesByFinding(readLedgerLines(layout.ledger, LEDGER_FILE));
    const findings = await readFindings(engine, ledger, today);
    const visited = [...ledger].flatMap(([id, lines]) => (outcomesOf(lines).length > 0 ? [id] : []));
    const told = findings.flatMap((one) => (one.told === null ? [] : [one.findingId]));
    const [total] = await engine.rows('SELECT count(DISTINCT person_id) AS people FROM touched');
    return {
      run: run.runId,
      lists: await readLists(engine, visited, told),
      people: Number(total?.['people'] ?? 0),
      findings,
    };
  } finally {
    await engine.close();
  }
}

async function readLists(
  engine: Engine,
  visited: readonly string[],
  told: readonly string[],
): Promise<readonly RecalledList[]> {
  const rows = await engine.rows(
    [
      'SELECT list_label, min(county) AS county, count(*) AS findings, count(DISTINCT person_id) AS people,',
      `  count(*) FILTER (WHERE finding_id IN ${textList(visited)}) AS outcomes,`,
      `  count(*) FILTER (WHERE finding_id IN ${textList(told)}) AS told`,
      'FROM touched',
      'GROUP BY list_label',
      'ORDER BY list_label NULLS LAST',
    ].join('\n'),
  );
  return rows.map((row) => ({
    ...listOf(row),
    findings: Number(row['findings']),
    people: Number(row['people']),
    outcomes: Number(row['outcomes']),
    told: Number(row['told']),
  }));
}

async function readFindings(
  engine: Engine,
  ledger: ReadonlyMap<string, readonly LedgerLine[]>,
  today: string,
): Promise<readonly RecalledFinding[]> {
  const rows = await engine.rows(
    `SELECT finding_id, rule_id, kind, evidence, status, person_id, masked_id, county, list_label\nFROM touched\nORDER BY list_label NULLS LAST, ${CONTRACT_ORDER.findings}`,
  );
  return rows.map((row) => {
    const about = { kind: row['kind'] as FindingKind, evidence: String(row['evidence'] ?? '') };
    const lines = ledger.get(String(row['finding_id'])) ?? [];
    // An objection makes a notice void, but the person has read it.
    const told = lines.findLast((line) => line.type === 'notice' && line.evidence === about.evidence);
    return {
      ...touchedFinding(row),
      state: findingCase(lines, about, today).state,
      told: told?.type === 'notice' ? told.told : null,
    };
  });
}

function touchedFinding(row: Row): Omit<RecalledFinding, 'state' | 'told'> {
  return {
    findingId: String(row['finding_id']),
    rule: String(row['rule_id']),
    status: String(row['status']),
    personId: String(row['person_id']),
    maskedId: String(row['masked_id'] ?? ''),
    file: listOf(row).file,
  };
}

function listOf({ list_label: label, county = null }: Row): Pick<RecalledList, 'file' | 'label'> {
  return typeof label === 'string'
    ? { file: `${listName(label, county)}.csv`, label }
    : { file: null, label: null };
}
