import { createHmac } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { loadProject, type Project } from '../config/project.js';
import { csvLine } from '../followup/csv-line.js';
import {
  FILLED_COLUMNS,
  filledCells,
  filledColumn,
  missingColumns,
  type FilledRow,
} from '../followup/filled-list.js';
import {
  appendLedger,
  LEDGER_FILE,
  outcomesOf,
  readLedgerLines,
  type LedgerLine,
} from '../followup/ledger.js';
import { planOutcomes, type Dispute, type OutcomePlan, type RejectedRow } from '../followup/outcome-plan.js';
import type { RowContext } from '../followup/outcome-rows.js';
import { newReviewLines, reviewAnswers, type Review } from '../followup/review-patterns.js';
import { fileSlug } from '../followup/worklist.js';
import { readList, type ReadList } from '../ingest/read-list.js';
import { InputError } from '../model/errors.js';
import { findIssue } from '../model/issue-catalogue.js';
import { normalizeDate } from '../normalize/date.js';
import { appendAudit } from './audit-trail.js';
import { openEngine } from './engine-session.js';
import { findLists } from './find-lists.js';
import { projectLayout, type Layout } from './layout.js';
import { listedFindings, publishedRuns } from './listed-findings.js';
import { localDay } from './local-day.js';
import { takeLock } from './lock.js';
import { findRun } from './results.js';
import { secretKey } from './secret-key.js';
import { openTemporaryFolder } from './temporary-folder.js';
import { replaceFile } from './whole-folder.js';

/** Rows that could not be taken, one file for each list. */
const OUTCOMES_FOLDER = 'outcomes';

export interface ImportRequest {
  readonly projectFolder: string;
  /** Lists, folders of lists, patterns. */
  readonly files: readonly string[];
  /** Plans and counts; writes nothing. */
  readonly dryRun: boolean;
  /** Takes a row that says something else about a visit than the ledger does. */
  readonly correct: boolean;
  readonly now: Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What became of one file: rows = taken + unchanged + blank + rejected. */
export interface ImportedFile {
  readonly file: string;
  readonly rows: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly blank: number;
  readonly rejected: number;
  /** Where the rejected rows stand, relative to the project; null where there are none or nothing was written. */
  readonly rejectsFile: string | null;
}

export interface ImportedOutcomes {
  readonly files: readonly ImportedFile[];
  readonly disputes: readonly Dispute[];
  readonly toApprove: readonly string[];
  /** Patterns in the answers of those who filled the lists in. */
  readonly reviews: readonly Review[];
}

/** A list that was read, and its rows by what they mean. */
interface OpenedList {
  readonly file: string;
  readonly list: ReadList;
  readonly rows: readonly FilledRow[];
}

/**
 * Takes back lists that were filled in: their outcomes go to the ledger, all of them or none, and rows that cannot be
 * taken into a file of rejects for each list. What the ledger holds already is not written again. Throws InputError where
 * a file is no list, ConfigError where nothing was published, EngineError where a run holds the project.
 */
export async function importOutcomes(request: ImportRequest): Promise<ImportedOutcomes> {
  const project = loadProject(request.projectFolder);
  const layout = projectLayout(project.folder);
  findRun(layout);
  const lists = await openLists(findLists(request.files));
  const release = request.dryRun ? () => undefined : takeLock(layout.lock, request.now);
  try {
    const context = await rowContext(project, layout, request, lists);
    const ledger = readLedgerLines(layout.ledger, LEDGER_FILE);
    const plan = planOutcomes(
      lists.flatMap(({ rows }) => rows),
      ledger,
      context,
      request.correct,
    );
    const imported = lists.map((opened) => importedOf(opened, plan));
    const reviews = reviewAnswers(
      outcomesOf([...ledger, ...plan.taken]),
      plan.workers,
      project.file.outcomes,
    );
    const lines = [...plan.taken, ...newReviewLines(reviews, ledger, request.now.toISOString())];
    if (!request.dryRun) writeImport(layout, lines, imported, request.now);
    return {
      files: imported.map(({ counts }) => (request.dryRun ? { ...counts, rejectsFile: null } : counts)),
      disputes: plan.disputes,
      toApprove: plan.toApprove,
      reviews,
    };
  } finally {
    release();
  }
}

async function openLists(files: readonly string[]): Promise<readonly OpenedList[]> {
  const { path: folder, remove } = openTemporaryFolder('outcome');
  try {
    const lists: OpenedList[] = [];
    for (const [index, file] of files.entries()) {
      const export_ = { path: resolve(file), shown: file };
      const list = await readList(
        export_,
        join(folder, String(index)),
        (header) => filledColumn(header) !== null,
      );
      const missing = missingColumns(list.headers);
      if (missing.length > 0) {
        throw new InputError(`${file}: no column ${missing.join(', ')}`, {
          zh: `${file}：缺少列 ${missing.join('、')}`,
          code: 'E_LIST_HEADER',
          hint: 'fill in the list that yingbao wrote and keep its header row',
          file,
        });
      }
      const rows = list.rows.map(({ line, cells }) => ({
        file,
        line,
        cells: filledCells(list.headers, cells),
      }));
      lists.push({ file, list, rows });
    }
    return lists;
  } finally {
    remove();
  }
}

/** The newest run's list that a row may have come from is looked up for all rows at once. */
async function rowContext(
  { file: { outcomes } }: Project,
  layout: Layout,
  { now, environment }: ImportRequest,
  lists: readonly OpenedList[],
): Promise<RowContext> {
  const runs = publishedRuns(layout);
  const wanted = lists.flatMap(({ rows }) =>
    rows.map(({ cells }) => ({
      findingId: cells.finding.toUpperCase(),
      run: cells.run,
      day: normalizeDate(cells.visited) ?? '',
    })),
  );
  const engine = await openEngine(layout);
  try {
    const listed = await listedFindings(engine, runs, wanted);
    const key = secretKey(layout.secretKey, environment, true);
    return {
      listed: (findingId) => listed.get(findingId) ?? [],
      isRun: (run) => runs.some(({ runId }) => runId === run),
      today: localDay(now),
      when: now.toISOString(),
      days: {
        clearance: outcomes.clearanceDays,
        objection: outcomes.objectionDays,
        handled: outcomes.handledDays,
      },
      hashNote: (note) =>
        createHmac('sha256', key).update(note.replace(/\s/g, '')).digest('hex').slice(0, 16),
    };
  } finally {
    await engine.close();
  }
}

/** A list with what became of its rows. */
interface Imported {
  readonly sha256: string;
  readonly rejected: readonly Pick<RejectedRow, 'line' | 'code' | 'column'>[];
  readonly counts: ImportedFile;
}

function importedOf({ file, list, rows }: OpenedList, plan: OutcomePlan): Imported {
  const torn = list.torn.map(({ line, code }) => ({ line, code, column: null }));
  const rejected = [...plan.rejected.filter((one) => one.file === file), ...torn].sort(
    (a, b) => a.line - b.line,
  );
  const { taken, unchanged, blank } = plan.counts.get(file) ?? { taken: 0, unchanged: 0, blank: 0 };
  return {
    sha256: list.sha256,
    rejected,
    counts: {
      file,
      rows: rows.length + torn.length + list.blank,
      taken,
      unchanged,
      blank: blank + list.blank,
      rejected: rejected.length,
      rejectsFile: rejected.length === 0 ? null : rejectsPath(file, list.sha256),
    },
  };
}

function writeImport(
  layout: Layout,
  lines: readonly LedgerLine[],
  imported: readonly Imported[],
  now: Date,
): void {
  appendLedger(layout.ledger, lines);
  for (const { sha256, rejected, counts } of imported) {
    const { file, rejectsFile, ...figures } = counts;
    if (rejectsFile !== null) replaceFile(join(layout.folder, rejectsFile), rejectsText(rejected));
    appendAudit(layout, { action: 'outcome', details: { file: basename(file), sha256, ...figures } }, now);
  }
}

/** Beside each other in one folder of the project: named after the list and what stood in it. */
function rejectsPath(file: string, sha256: string): string {
  const name = fileSlug(basename(file)).replace(/-[0-9a-f]{8}$/, '');
  return join(OUTCOMES_FOLDER, `${name}-${sha256.slice(0, 8)}.rejects.csv`);
}

/** Line, column, code and what to do; never what stands in the row. */
function rejectsText(rejected: Imported['rejected']): string {
  const lines = rejected.map(({ line, column, code }) => {
    const issue = findIssue(code);
    return csvLine([
      String(line),
      column === null ? '' : FILLED_COLUMNS[column][0],
      code,
      issue === null ? '' : `${issue.zh}；${issue.advice.zh}`,
    ]);
  });
  return `\uFEFF${csvLine(['line', 'column', 'code', 'message'])}${lines.join('')}`;
}
