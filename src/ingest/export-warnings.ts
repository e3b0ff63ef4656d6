import type { ExportWarning } from '../model/snapshot.js';
import type { FoundHeader } from './find-header.js';
import type { InspectedExport } from './inspect-export.js';
import type { LineEnds } from './record-sink.js';

/**
 * What a person should know about an export that could be read. Spreadsheets break lines inside a cell with LF and end
 * rows with CRLF: only the ends of records say whether a file is a mixture.
 */
export function exportWarnings(
  { facts, header }: InspectedExport,
  records: number,
  { lf, crlf, cr }: LineEnds,
): readonly ExportWarning[] {
  const mixed = [lf, crlf, cr].filter((count) => count > 0).length > 1;
  return [
    ...(records > 0 && !facts.endsWithNewline
      ? [{ code: 'W_NO_FINAL_NEWLINE', line: facts.lines, detail: '' }]
      : []),
    ...(mixed ? [{ code: 'W_MIXED_LINE_ENDS', line: null, detail: `LF ${lf}, CRLF ${crlf}, CR ${cr}` }] : []),
    ...headerWarnings(header, records),
  ];
}

/** What a person should know about the header of an export, whatever file it came in. */
export function headerWarnings(header: FoundHeader, records: number): readonly ExportWarning[] {
  const columns = header.mapping.columns;
  const mapped = (why: string): readonly string[] =>
    columns
      .filter((column) => column.why === why)
      .map((column) => `${column.header} → ${column.field ?? '—'}`);
  const headerWarning = (code: string, list: readonly string[]): ExportWarning[] =>
    list.length === 0 ? [] : [{ code, line: header.line, detail: list.join('; ') }];
  return [
    ...(records === 0 ? [{ code: 'W_NO_RECORDS', line: header.line, detail: '' }] : []),
    ...headerWarning('W_HEADER_SECOND', mapped('second')),
    ...(header.members === null
      ? []
      : [
          {
            code: 'W_FAMILY_SHEET',
            line: header.line,
            detail: `${header.headers.length} → ${header.columns.length}`,
          },
        ]),
    ...headerWarning('W_HEADER_GUESSED', [...mapped('decorated'), ...mapped('truncated')]),
  ];
}
