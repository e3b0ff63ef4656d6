import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject, type Project } from '../config/project.js';
import type { Row } from '../engine/engine.js';
import { closableFrom, mayApprove, mayClose, mayNotify, type NotYet } from '../followup/closing.js';
import { findingCase, linesByFinding, type FindingCase } from '../followup/finding-state.js';
import { appendLedger, LEDGER_FILE, readLedgerLines, type LedgerLine } from '../followup/ledger.js';
import { addDays, isWorkerId } from '../followup/outcome-rows.js';
import { newReviewLines, reviewApprovals, type Review } from '../followup/review-patterns.js';
import { ConfigError } from '../model/errors.js';
import { findIssue } from '../model/issue-catalogue.js';
import type { FindingKind } from '../model/finding.js';
import { appendAudit } from './audit-trail.js';
import { openEngine } from './engine-session.js';
import { projectRules, readFinding } from './explain-finding.js';
import { projectLayout, type Layout } from './layout.js';
import { localDay } from './local-day.js';
import { takeLock } from './lock.js';
import { registryTitles } from './registry-titles.js';
import { noticeText } from './notice-text.js';
import { readRecalls } from './recall.js';
import { findRun, readManifest, type PublishedRun } from './results.js';
import { replaceFile } from './whole-folder.js';

/** Somebody's step about one finding of the last run; never about several at once (reliability S8). */
export interface StepRequest {
  readonly projectFolder: string;
  readonly findingId: string;
  /** Id of whoever takes the step. */
  readonly by: string;
  readonly now: Date;
}

/** What a step led to; never a personal value. */
export interface StepTaken {
  readonly findingId: string;
  readonly state: FindingCase['state'];
  /** The first day on which the finding may be closed, once the person was told; null before. */
  readonly closableFrom: string | null;
  /** Last day of a pause. */
  readonly pausedUntil: string | null;
  /** The notice, relative to the project; null for other steps. */
  readonly file: string | null;
  /** What a person should look at: more approvals in an hour than anybody reads. */
  readonly reviews: readonly Review[];
}

/** A finding of the last run with all that the ledger knows of it. */
interface Opened {
  readonly project: Project;
  readonly layout: Layout;
  readonly run: PublishedRun;
  readonly row: Row;
  readonly kind: FindingKind;
  readonly evidence: string;
  readonly found: FindingCase;
  readonly today: string;
}

/** What a step adds, and what it says in the audit trail. */
interface Step {
  readonly action: 'outcome' | 'notice';
  readonly line: LedgerLine | null;
  readonly file?: string;
}

/** A second person approves what somebody confirmed. Throws ConfigError where that is not possible. */
export function approveFinding(request: StepRequest): Promise<StepTaken> {
  return takeStep(request, (opened) => {
    const { found, evidence } = opened;
    assertStands(opened);
    assertNow(request, mayApprove(found, request.by));
    return { action: 'outcome', line: { type: 'approval', evidence, ...stamp(request) } };
  });
}

/** Closes a finding of somebody wrongly included as 属实, after the cooling time. Throws ConfigError where it is too early. */
export function closeFinding(request: StepRequest): Promise<StepTaken> {
  return takeStep(request, (opened) => {
    const { project, found, kind, evidence, today } = opened;
    assertStands(opened);
    assertNow(request, mayClose(found, kind, project.file.outcomes.coolingDays, today));
    return { action: 'outcome', line: { type: 'closed', evidence, ...stamp(request) } };
  });
}

/** Records that the person objects: what was confirmed is open again, and the finding is paused. */
export function objectToFinding(request: StepRequest): Promise<StepTaken> {
  return takeStep(request, ({ project, row, run, evidence, today }) => {
    const line: LedgerLine = {
      type: 'outcome',
      outcome: 'objection',
      evidence,
      until: addDays(today, project.file.outcomes.objectionDays),
      visited: today,
      run: run.runId,
      rule: String(row['rule_id']),
      ...stamp(request),
    };
    return { action: 'outcome', line };
  });
}

/**
 * Writes the notice to the person a finding is about, and records that they were told. Again it writes the same notice with
 * the same days. The file names the person, so it stands in the project and is not printed.
 */
export function notifyFinding(request: StepRequest): Promise<StepTaken> {
  return takeStep(request, (opened) => {
    const { project, layout, run, found, kind, evidence, today } = opened;
    assertStands(opened);
    assertNow(request, mayNotify(found, kind));
    const { coolingDays, contact } = project.file.outcomes;
    const told = found.notice?.told ?? today;
    const objectBy = found.notice?.object_by ?? addDays(today, coolingDays);
    const text = noticeText({
      finding: opened.row,
      manifest: readManifest(run),
      rule: projectRules(project.folder).find(({ id }) => id === opened.row['rule_id']) ?? null,
      titles: registryTitles(project.file),
      office: project.file.name,
      contact: contact ?? null,
      told,
      objectBy,
      pauseDays: project.file.outcomes.objectionDays,
    });
    const file = join('notices', `告知书-${request.findingId}.txt`);
    mkdirSync(join(layout.folder, 'notices'), { recursive: true, mode: 0o700 });
    replaceFile(join(layout.folder, file), text);
    const line: LedgerLine = {
      type: 'notice',
      evidence,
      run: run.runId,
      told,
      object_by: objectBy,
      ...stamp(request),
    };
    return { action: 'notice', line: found.notice === null ? line : null, file };
  });
}

async function takeStep(request: StepRequest, decide: (opened: Opened) => Step): Promise<StepTaken> {
  const project = loadProject(request.projectFolder);
  const layout = projectLayout(project.folder);
  const run = findRun(layout);
  if (!isWorkerId(request.by)) {
    throw new ConfigError('--by needs an id', {
      zh: '--by 须填工作人员编号（字母、数字、连字符），不填姓名',
      code: 'E_OUTCOME_WORKER',
      hint: 'letters, digits and dashes; no name',
    });
  }
  const release = takeLock(layout.lock, request.now);
  try {
    const row = await findingRow(layout, run, request.findingId);
    const about = { kind: row['kind'] as FindingKind, evidence: String(row['evidence'] ?? '') };
    const today = localDay(request.now);
    const ledger = readLedgerLines(layout.ledger, LEDGER_FILE);
    const lines = linesByFinding(ledger).get(request.findingId) ?? [];
    const found = findingCase(lines, about, today);
    const step = decide({ project, layout, run, row, ...about, found, today });
    const added = step.line === null ? [] : [step.line];
    const reviews = reviewsOf([...ledger, ...added], step, request.by, project);
    appendLedger(layout.ledger, [...added, ...newReviewLines(reviews, ledger, request.now.toISOString())]);
    const details = { finding: request.findingId, by: request.by, step: step.line?.type ?? 'again' };
    appendAudit(layout, { action: step.action, details }, request.now);
    const after = findingCase([...lines, ...added], about, today);
    return {
      findingId: request.findingId,
      state: after.state,
      closableFrom:
        after.notice === null ? null : closableFrom(after.notice, project.file.outcomes.coolingDays),
      pausedUntil: after.pausedUntil,
      file: step.file ?? null,
      reviews,
    };
  } finally {
    release();
  }
}

/** A second person who approves without reading is none (reliability S8). */
function reviewsOf(
  ledger: readonly LedgerLine[],
  { line }: Step,
  by: string,
  { file }: Project,
): readonly Review[] {
  const review = line?.type === 'approval' ? reviewApprovals(ledger, by, file.outcomes) : null;
  return review === null ? [] : [review];
}

async function findingRow(layout: Layout, run: PublishedRun, findingId: string): Promise<Row> {
  const engine = await openEngine(layout);
  try {
    return await readFinding(engine, run, findingId);
  } finally {
    await engine.close();
  }
}

/** What the data no longer say, or said wrongly, is neither approved nor closed, and nobody is told of it. */
function assertStands({ layout, run, row }: Opened): void {
  if (readRecalls(layout).some((recalled) => recalled.run === run.runId)) {
    throw new ConfigError(`the last run, ${run.runId}, was recalled`, {
      zh: `最近一次运行 ${run.runId} 已被撤回`,
      code: 'E_STEP_RECALLED',
      hint: 'run again on the right exports; what is found then can be approved, told and closed',
    });
  }
  if (row['status'] !== 'resolved') return;
  throw new ConfigError(`the last run no longer finds ${String(row['finding_id'])}`, {
    zh: `最近一次运行已不再发现 ${String(row['finding_id'])}`,
    code: 'E_FINDING_RESOLVED',
    hint: 'nothing is to be done about it',
  });
}

function stamp({ findingId, by, now }: StepRequest): {
  readonly finding_id: string;
  readonly who: string;
  readonly when: string;
} {
  return { finding_id: findingId, who: by, when: now.toISOString() };
}

function assertNow({ findingId }: StepRequest, notYet: NotYet | null): void {
  if (notYet === null) return;
  const issue = findIssue(notYet.code);
  const from = notYet.from === undefined ? '' : `，${notYet.from} 起可以办结`;
  throw new ConfigError(`${findingId}: ${notYet.message}`, {
    zh: `${findingId}：${issue?.zh ?? notYet.code}${from}`,
    code: notYet.code,
    ...(issue === null ? {} : { hint: issue.advice.en }),
  });
}
