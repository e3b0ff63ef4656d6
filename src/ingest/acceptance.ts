import type { Bilingual } from '../model/bilingual.js';
import { ConfigError, InputError } from '../model/errors.js';
import type { ExportReport } from '../model/snapshot.js';
import type { ColumnOverrides } from './header-mapping.js';
import { foldHeader } from './header-words.js';
import type { ReadExport } from './read-result.js';
import { STRUCTURAL_REJECTS, type CutReject } from './record-sink.js';
import { isSetAside } from './row-roles.js';

export interface AcceptanceRequest {
  readonly registry: string;
  readonly columns: ColumnOverrides;
  readonly maxRejectShare: number;
  readonly onReject?: 'stop' | 'keep';
}

/** Single torn rows are counted; a file whose structure is broken, or that lost too many rows, stops. */
export function assertAcceptable({ report, rejects }: ReadExport, request: AcceptanceRequest): void {
  if (request.onReject === 'keep') return;
  const structural = rejects.find(({ code }) => STRUCTURAL_REJECTS.has(code));
  if (structural !== undefined) throw brokenFile(report, structural);
  const lost = rejects.filter(({ code }) => !isSetAside(code));
  if (lost.length <= report.scanned * request.maxRejectShare) return;
  const first = lost.slice(0, 5);
  const hint = shareHint(lost, request);
  const more = lost.length > first.length ? ['…'] : [];
  throw new InputError(
    `${report.file}: ${lost.length} of ${report.scanned} records cannot be read (${[...first.map(({ line, code }) => `line ${line} ${code}`), ...more].join(', ')})`,
    {
      zh: `${report.file}：${report.scanned} 条记录中有 ${lost.length} 条无法读取（${[...first.map(({ line, code }) => `第 ${line} 行 ${code}`), ...more].join('、')}）；${hint.zh}`,
      code: 'E_REJECT_SHARE',
      hint: hint.en,
      file: report.file,
      line: lost[0]?.line ?? report.headerLine,
    },
  );
}

function shareHint(lost: readonly CutReject[], { registry, maxRejectShare }: AcceptanceRequest): Bilingual {
  const most = (wanted: CutReject['code']): boolean =>
    lost.filter(({ code }) => code === wanted).length * 2 > lost.length;
  if (most('E_FORMULA_UNSAVED'))
    return {
      zh: '多为没有保存计算结果的公式；请用表格软件打开并保存后重新报送，最好把公式改为数值',
      en: 'formulas without a saved result stand where names or numbers should; open the workbook in a spreadsheet program, save it there and send it again, best with values in place of formulas',
    };
  if (most('E_CELL_ERROR'))
    return {
      zh: '多为 #N/A 等错误值；请修正公式后重新保存',
      en: 'error values such as #N/A stand where names or numbers should; mend the formulas and save the workbook again',
    };
  if (most('E_ID_NUMERIC'))
    return {
      zh: '多为超过 15 位的证号被存成数字，末几位已丢失；请把该列设为文本，按原始资料重新填写后保存',
      en: 'numbers of more than 15 digits were stored as numbers and have lost their last digits; format the column as text, fill it again from the source and save',
    };
  return {
    zh: `上限 intake.maxRejectShare 为 ${maxRejectShare}；逐行清单见 yingbao validate ${registry}`,
    en: `\`yingbao validate ${registry}\` lists every line; intake.maxRejectShare is ${maxRejectShare}`,
  };
}

function brokenFile(report: ExportReport, reject: CutReject): InputError {
  const cut = reject.code === 'E_TRUNCATED';
  const what = cut
    ? { zh: '末行不完整，文件可能被截断', en: 'the last line is incomplete, so the file was cut' }
    : { zh: '引号没有在本条记录内闭合', en: 'a quote does not close within its record' };
  return new InputError(`${report.file}:${reject.line}: ${what.en}`, {
    zh: `${report.file}:${reject.line} ${what.zh}`,
    code: reject.code,
    hint: cut
      ? 'have the whole file sent again'
      : 'close or remove the quote on this line; left alone it could swallow the rows that follow',
    file: report.file,
    line: reject.line,
  });
}

/** Files of one registry may have different headers, but what `columns:` names must stand in at least one of them. */
export function assertColumnsFound(request: AcceptanceRequest, exports: readonly ReadExport[]): void {
  const headers = new Set(exports.flatMap((one) => one.headers.map(foldHeader)));
  const lost = Object.entries(request.columns).find(([, header]) => !headers.has(foldHeader(header)));
  if (lost === undefined) return;
  throw new ConfigError(
    `registry ${request.registry}: columns: ${lost[0]} names 「${lost[1]}」, which no file has`,
    {
      zh: `名单 ${request.registry}：columns 中 ${lost[0]} 对应的表头「${lost[1]}」在文件中找不到`,
      code: 'E_COLUMNS_HEADER',
      hint: 'copy the header as it stands in the file, or remove the line',
    },
  );
}
