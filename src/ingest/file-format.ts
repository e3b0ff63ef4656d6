import { InputError } from '../model/errors.js';
import type { ExportFile } from './scan.js';

export const FILE_FORMATS = ['text', 'zip', 'gzip', 'ole', 'parquet'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** First bytes of what can be read besides text. */
const SIGNATURES: readonly (readonly [string, FileFormat])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['1f8b', 'gzip'],
  ['d0cf11e0a1b11ae1', 'ole'],
  ['50415231', 'parquet'],
];

/** First bytes of what people send and we refuse by its name. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['52617221', 'RAR'],
  ['377abcaf271c', '7z'],
  ['25504446', 'PDF'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['ffd8ff', 'JPEG'],
  ['89504e47', 'PNG'],
];

/**
 * What a file is, by its first bytes: names lie, and many systems call a web page `.xls`.
 * Throws InputError (E_FILE_FORMAT) for known formats that hold no table we can trust.
 */
export function detectFormat(file: ExportFile, head: Buffer): FileFormat {
  const start = head.subarray(0, 16).toString('hex');
  const found = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (found !== undefined) return found[1];
  const refused = REFUSED.find(([signature]) => start.startsWith(signature));
  if (refused !== undefined) throw wrongFormat(file, refused[1]);
  const text = head
    .subarray(0, 2048)
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '')
    .trimStart();
  if (/^<(?:!--|(?:!doctype html|html|head|body|table|meta|style|div|span|center|font|p|tr)\b)/i.test(text))
    throw wrongFormat(file, 'HTML');
  if (/^<\?xml|^<\?mso/i.test(text)) throw wrongFormat(file, 'XML');
  if (/^[[{]/.test(text) && /^[[{]\s*["{[]/.test(text)) throw wrongFormat(file, 'JSON');
  return 'text';
}

function wrongFormat(file: ExportFile, format: string): InputError {
  return new InputError(`${file.shown}: the content is ${format}, whatever the name says`, {
    zh: `${file.shown}：不论文件名如何，内容是 ${format}`,
    code: 'E_FILE_FORMAT',
    hint: 'have it saved as .xlsx or as CSV in UTF-8 or GB18030',
    file: file.shown,
  });
}
