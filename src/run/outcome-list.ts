import { join } from 'node:path';
import { loadProject } from '../config/project.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import { closableFrom } from '../followup/closing.js';
import { findingCase, linesByFinding } from '../followup/finding-state.js';
import { LEDGER_FILE, outcomesOf, readLedgerLines } from '../followup/ledger.js';
import { addDays } from '../followup/outcome-rows.js';
import { confirmedFindings } from '../followup/waiting.js';
import type { FindingKind } from '../model/finding.js';
import type { FindingState } from '../model/outcome.js';
import { openEngine } from './engine-session.js';
import { projectLayout } from './layout.js';
import { localDay } from './local-day.js';
import { findRun, RUN_FILES } from './results.js';

/** A finding of the last run of which the ledger knows something. */
export interface ListedCase {
  readonly findingId: string;
  readonly rule: string;
  readonly kind: FindingKind;
  readonly state: FindingState;
  readonly disputed: boolean;
  /** Ids of those whose answers count. */
  readonly by: readonly string[];
  readonly approvedBy: string | null;
  readonly told: string | null;
  readonly closableFrom: string | null;
  readonly pausedUntil: string | null;
  /** Of somebody missed whom a visit confirmed: the first day on which it is overdue that the lists still say so. */
  readonly overdueFrom: string | null;
}

/** Every finding of the last run that the ledger mentions, with its state, by id. Findings that are gone are left out. */
export async function listCases(request: {
  readonly projectFolder: string;
  readonly state?: FindingState;
  readonly now: Date;
}): Promise<readonly ListedCase[]> {
  const project = loadProject(request.projectFolder);
  const layout = projectLayout(project.folder);
  const run = findRun(layout);
  const ledger = readLedgerLines(layout.ledger, LEDGER_FILE);
  const lines = linesByFinding(ledger);
  const { waitingDays } = project.file.outcomes;
  const confirmed = confirmedFindings(outcomesOf(ledger), localDay(request.now), waitingDays);
  const overdue = new Map(
    confirmed.map((one) => [`${one.findingId} ${one.evidence}`, addDays(one.confirmedOn, waitingDays + 1)]),
  );
  const engine = await openEngine(layout);
  try {
    const rows = await engine.rows(
      [
        'SELECT finding_id, rule_id, kind, evidence',
        `FROM ${duckdbDialect.readParquet([join(run.folder, RUN_FILES.findings)])}`,
        "WHERE status <> 'resolved'",
        'ORDER BY finding_id',
      ].join('\n'),
    );
    const known = rows.filter((row) => lines.has(String(row['finding_id'])));
    const cases = known.map((row): ListedCase => {
      const findingId = String(row['finding_id']);
      const about = { kind: row['kind'] as FindingKind, evidence: String(row['evidence'] ?? '') };
      const found = findingCase(lines.get(findingId) ?? [], about, localDay(request.now));
      return {
        findingId,
        rule: String(row['rule_id']),
        kind: about.kind,
        state: found.state,
        disputed: found.verdict === 'disputed',
        by: found.by,
        approvedBy: found.approval?.who ?? null,
        told: found.notice?.told ?? null,
        closableFrom:
          found.notice === null ? null : closableFrom(found.notice, project.file.outcomes.coolingDays),
        pausedUntil: found.pausedUntil,
        overdueFrom: about.kind === 'missed' ? (overdue.get(`${findingId} ${about.evidence}`) ?? null) : null,
      };
    });
    return cases.filter(({ state }) => request.state === undefined || state === request.state);
  } finally {
    await engine.close();
  }
}
