import type { RegistryKind } from '../model/registry-kinds.js';
import type { ByteFacts } from './byte-scanner.js';
import { decideEncoding, decodeHead, undecodable, type ExportEncoding } from './encoding.js';
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
  const text = decodeHead(encoding, head);
  try {
    return { file, facts, encoding, header: findHeader(text, { kind, overrides, file: file.shown }) };
  } catch (error) {
    // Where the text is noise, its encoding is the trouble and not its header.
    if (encoding === 'gb18030' && text.slice(0, -1).includes('\uFFFD'))
      throw undecodable(file.shown, encoding, facts.badByte ?? 0);
    throw error;
  }
}
