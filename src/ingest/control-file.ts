import type { GateVerdict } from '../model/gate.js';
import type { ExportReport } from '../model/snapshot.js';

/** What a sidecar (`exports.csv.ctl`) states of the file beside it. */
export interface ControlTotal {
  readonly rows: number | null;
  readonly sha256: string | null;
}

/** Reads `rows=123` and `sha256=…` (also `记录数：123`, JSON, or `HASH  name` as sha256sum writes it); null where neither stands there. */
export function parseControl(text: string): ControlTotal | null {
  const rows = /(?:rows|records|count|记录数|行数|条数|总数)["']?\s*[=:：]\s*["']?(\d{1,12})/i.exec(
    text,
  )?.[1];
  const sha256 = /(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])/i.exec(text)?.[1]?.toLowerCase();
  if (rows === undefined && sha256 === undefined) return null;
  return { rows: rows === undefined ? null : Number(rows), sha256: sha256 ?? null };
}

/**
 * D9: what the sender counted against what arrived. `text` is the sidecar, null where there is none; a missing one
 * counts only where the project demands it. Totals and notes are no records to the sender either.
 */
export function controlVerdict(
  registry: string,
  reports: readonly ExportReport[],
  sidecar: { readonly text: string | null; readonly required: boolean },
): GateVerdict | null {
  const rows = reports.reduce((sum, report) => sum + report.scanned - (report.setAside ?? 0), 0);
  const [first] = reports;
  const problem = first === undefined ? null : controlProblem(rows, first.sha256, sidecar);
  if (problem === null || first === undefined) return null;
  const [zh, en] = problem;
  return {
    gate: 'D9',
    registry,
    outcome: 'held',
    number: rows,
    zh: `${first.file}：${zh}`,
    en: `${first.file}: ${en}`,
  };
}

function controlProblem(
  rows: number,
  sha256: string,
  { text, required }: { readonly text: string | null; readonly required: boolean },
): readonly [zh: string, en: string] | null {
  if (text === null) return required ? ['缺少控制文件', 'the control file is missing'] : null;
  const control = parseControl(text);
  if (control === null) return ['控制文件无法识别', 'the control file says neither rows nor sha256'];
  if (control.sha256 !== null && control.sha256 !== sha256)
    return ['文件哈希与控制文件不一致', 'its SHA-256 is not the one of the control file'];
  if (control.rows !== null && control.rows !== rows)
    return [
      `控制文件为 ${control.rows} 条，实际 ${rows} 条`,
      `the control file says ${control.rows} rows, ${rows} arrived`,
    ];
  return null;
}
