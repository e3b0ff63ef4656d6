import type { RegistryKind } from '../model/registry-kinds.js';
import type { ByteFacts } from './byte-scanner.js';
import { decideEncoding, decodeHead, type ExportEncoding } from './encoding.js';
import { findHeader, type FoundHeader } from './find-header.js';
import type { ColumnOverrides } from './header-mapping.js';
import { readHead, scanExport, type ExportFile } from './scan.js';

const HEAD_BYTES = 256 * 1024;

/** What is known of an export before a record is read. */
export interface InspectedExport {
  readonly file: ExportFile;
  readonly facts: ByteFacts;
  readonly encoding: ExportEncoding;
  readonly header: FoundHeader;
}

/** Scans a file and finds its header. Throws InputError for everything that makes the file unreadable as this kind. */
export async function inspectExport(
  file: ExportFile,
  kind: RegistryKind,
  overrides: ColumnOverrides,
): Promise<InspectedExport> {
  const facts = await scanExport(file);
  const head = await readHead(file, HEAD_BYTES);
  const encoding = decideEncoding(file.shown, facts, head);
  const header = findHeader(decodeHead(encoding, head), { kind, overrides, file: file.shown });
  return { file, facts, encoding, header };
}
