import type { ExportWarning } from '../model/snapshot.js';
import type { FoundHeader } from './find-header.js';
import { foldHeader } from './header-words.js';
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
    ...headerWarning('W_ID_UNREAD', unreadIds(header)),
  ];
}

const LIKE_AN_ID = /身份证|公民身份|证件号|证照号|sfz|gmsfhm|zjhm/;
const OF_SOMEBODY_ELSE = /户主|hz|监护|父|母|配偶|照料|经办|代办|联系人|申请人|信访人/;

/** Headers that look like the ID of the person where none was read: a whole list without numbers must not pass unseen. */
function unreadIds({ mapping, headers }: FoundHeader): readonly string[] {
  if (mapping.indexOf.has('id')) return [];
  return headers.filter((header) => {
    const folded = foldHeader(header);
    return LIKE_AN_ID.test(folded) && !OF_SOMEBODY_ELSE.test(folded);
  });
}
