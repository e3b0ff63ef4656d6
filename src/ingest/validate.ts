import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { inFront, joinBilingual, type Bilingual } from '../model/bilingual.js';
import { YingbaoError } from '../model/errors.js';
import { findIssue, type IssueSeverity } from '../model/issue-catalogue.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { ExportReport, Snapshot, UnmappedValue } from '../model/snapshot.js';
import { isDecisive } from './decisive-category.js';
import { profileColumns, type ColumnProfile } from './column-profile.js';
import type { ColumnOverrides } from './header-mapping.js';
import { qualityPlaces, rejectPlaces } from './issue-places.js';
import type { Mappings } from './scalar-functions.js';
import type { ExportFile } from './scan.js';
import { ingestRegistry } from './snapshot.js';

export interface ValidationRequest {
  readonly registry: string;
  readonly kind: RegistryKind;
  readonly files: readonly ExportFile[];
  /** As-of date of the registry, or null where nobody gave one (then D15, and `today` stands in). */
  readonly asOf: string | null;
  readonly today: string;
  readonly columns: ColumnOverrides;
  readonly mappings: Mappings;
  /** A private folder that may be filled; it is emptied afterwards. */
  readonly workFolder: string;
  readonly maxRejectShare: number;
  /** Places listed per code and file; counting never stops. */
  readonly maxPlaces: number;
}

/** Where something stands: physical 1-based line, and the column's header where one can be named. */
export interface IssuePlace {
  readonly line: number | null;
  readonly column: string | null;
}

/** All occurrences of one code in one file. */
export interface ValidationIssue {
  readonly code: string;
  readonly severity: IssueSeverity;
  readonly file: string;
  readonly count: number;
  readonly zh: string;
  readonly en: string;
  readonly advice: { readonly zh: string; readonly en: string };
  /** Names of headers and counts; never a value of a person. */
  readonly detail: string;
  readonly detailZh: string;
  /** The first places in order of line; at most `maxPlaces`. */
  readonly places: readonly IssuePlace[];
}

export interface ValidatedFile {
  readonly file: string;
  /** What was read, or null where the file could not be read at all. */
  readonly report: ExportReport | null;
  /** Fields of the kind that no column has. */
  readonly missing: readonly string[];
  readonly profile: readonly ColumnProfile[];
}

export interface ValidationReport {
  readonly registry: string;
  readonly kind: RegistryKind;
  readonly asOf: string | null;
  readonly files: readonly ValidatedFile[];
  /** By file, then severity, then code. */
  readonly issues: readonly ValidationIssue[];
  readonly totals: {
    readonly scanned: number;
    readonly loaded: number;
    readonly rejected: number;
    /** Occurrences, not codes. */
    readonly error: number;
    readonly warning: number;
    readonly note: number;
  };
}

/**
 * Judges exports without keeping them: each file by itself, so that one broken file does not hide the others.
 * Trouble with the exports is in the report; what is thrown comes from the engine or the disk.
 */
export async function validateExport(engine: Engine, request: ValidationRequest): Promise<ValidationReport> {
  const files: ValidatedFile[] = [];
  const issues: ValidationIssue[] = [];
  for (const [index, file] of request.files.entries()) {
    const checked = await validateFile(engine, request, file, join(request.workFolder, `file-${index}`));
    files.push(...checked.files);
    issues.push(...checked.issues);
  }
  const total = (severity: IssueSeverity): number =>
    sum(issues.filter((issue) => issue.severity === severity).map(({ count }) => count));
  const reports = files.map(({ report }) => report).filter((report) => report !== null);
  return {
    registry: request.registry,
    kind: request.kind,
    asOf: request.asOf,
    files,
    issues,
    totals: {
      scanned: sum(reports.map(({ scanned }) => scanned)),
      loaded: sum(reports.map(({ loaded }) => loaded)),
      rejected: sum(reports.map(({ rejected }) => rejected)),
      error: total('error'),
      warning: total('warning'),
      note: total('note'),
    },
  };
}

/** What one file became: itself, or its sheets. */
interface CheckedFile {
  readonly files: readonly ValidatedFile[];
  readonly issues: readonly ValidationIssue[];
}

async function validateFile(
  engine: Engine,
  request: ValidationRequest,
  file: ExportFile,
  folder: string,
): Promise<CheckedFile> {
  try {
    const snapshot = await ingestRegistry(engine, {
      registry: request.registry,
      kind: request.kind,
      files: [file],
      asOf: request.asOf ?? request.today,
      columns: request.columns,
      mappings: request.mappings,
      folder,
      maxRejectShare: 1,
      onReject: 'keep',
    });
    return await judgeSnapshot(engine, request, snapshot);
  } catch (error) {
    if (!(error instanceof YingbaoError) || (error.class !== 'input' && error.class !== 'configuration'))
      throw error;
    return {
      files: [{ file: file.shown, report: null, missing: [], profile: [] }],
      issues: [
        issueOf(error.code, file.shown, 1, {
          detail: { zh: error.zh, en: `${error.message}; ${error.hint ?? ''}` },
          places: [{ line: error.line ?? null, column: null }],
        }),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each sheet of a workbook is judged by itself, like a file. */
async function judgeSnapshot(
  engine: Engine,
  request: ValidationRequest,
  snapshot: Snapshot,
): Promise<CheckedFile> {
  const files: ValidatedFile[] = [];
  const issues: ValidationIssue[] = [];
  for (const [index, report] of snapshot.exports.entries()) {
    const own: Snapshot = {
      ...snapshot,
      exports: [report],
      parts: snapshot.parts.filter(({ file }) => file === report.file),
      unmapped: index === 0 ? snapshot.unmapped : [],
    };
    const present = new Set(report.columns.map(({ field }) => field));
    files.push({
      file: report.file,
      report,
      missing: KIND_SPECS[snapshot.kind].fields.map(({ name }) => name).filter((name) => !present.has(name)),
      profile: await profileColumns(engine, own),
    });
    issues.push(...(await judgeExport(engine, request, own, report)));
  }
  return { files, issues };
}

async function judgeExport(
  engine: Engine,
  request: ValidationRequest,
  snapshot: Snapshot,
  report: ExportReport,
): Promise<readonly ValidationIssue[]> {
  const issues = [
    ...report.warnings.map(({ code, line, detail }) =>
      issueOf(code, report.file, 1, { detail, places: [{ line, column: null }] }),
    ),
    ...(await rejectPlaces(engine, snapshot, request.maxPlaces)).map((found) =>
      issueOf(found.code, report.file, found.count, found),
    ),
    ...shareIssue(report, request),
    ...snapshot.unmapped
      .filter(isDecisive)
      .map((one) =>
        issueOf('E_CATEGORY_UNMAPPED', report.file, one.count, { detail: unmappedText(one), places: [] }),
      ),
    ...(await qualityPlaces(engine, snapshot, request.maxPlaces)).map((found) =>
      issueOf(found.code, report.file, found.count, {
        ...found,
        detail:
          found.code === 'D11'
            ? joinBilingual(snapshot.unmapped.map(unmappedText), { zh: '；', en: '; ' })
            : found.detail,
      }),
    ),
    ...(request.asOf === null ? [issueOf('D15', report.file, 1, { detail: '', places: [] })] : []),
  ];
  return issues.sort(bySeverity);
}

function unmappedText({ field, value }: UnmappedValue): Bilingual {
  return inFront(`${field}: `, value === null ? NOT_SHOWN : { zh: value, en: value });
}

const NOT_SHOWN: Bilingual = {
  zh: '值可能是人员信息，故不显示；请核对是否选对了列',
  en: 'values that may be persons are not shown; is it the right column?',
};

function shareIssue(report: ExportReport, request: ValidationRequest): readonly ValidationIssue[] {
  const lost = report.rejected - (report.setAside ?? 0);
  if (lost <= report.scanned * request.maxRejectShare) return [];
  const detail = {
    zh: `${report.scanned} 条中有 ${lost} 条；上限 ${request.maxRejectShare}`,
    en: `${lost} of ${report.scanned}; limit ${request.maxRejectShare}`,
  };
  return [issueOf('E_REJECT_SHARE', report.file, 1, { detail, places: [] })];
}

function issueOf(
  code: string,
  file: string,
  count: number,
  where: { readonly detail: string | Bilingual; readonly places: readonly IssuePlace[] },
): ValidationIssue {
  const spec = findIssue(code);
  const { detail } = where;
  const said = typeof detail === 'string' ? { zh: detail, en: detail } : detail;
  return {
    code,
    severity: spec?.severity ?? 'error',
    file,
    count,
    zh: spec?.zh ?? code,
    en: spec?.en ?? code,
    advice: spec?.advice ?? { zh: '', en: '' },
    detail: said.en,
    detailZh: said.zh,
    places: where.places,
  };
}

const SEVERITY_ORDER: readonly IssueSeverity[] = ['error', 'warning', 'note'];

function bySeverity(a: ValidationIssue, b: ValidationIssue): number {
  const order = SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity);
  return order || (a.code < b.code ? -1 : Number(a.code > b.code)) || b.count - a.count;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
