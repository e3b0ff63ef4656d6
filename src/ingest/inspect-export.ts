import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { ByteFacts } from './byte-scanner.js';
import { decideEncoding, decodeHead, undecodable, type ExportEncoding } from './encoding.js';
import { digestAside } from './digest-aside.js';
import { findHeader, type FoundHeader } from './find-header.js';
import type { ColumnOverrides } from './header-mapping.js';
import { fileChanged, readHead, scanExport, type ExportFile } from './scan.js';

const HEAD_BYTES = 256 * 1024;

/** Files from this size on are hashed in a thread of their own; for smaller ones starting it takes longer. */
export const ASIDE_BYTES = 32 << 20;

/** What is known of an export before a record is read. */
export interface InspectedExport {
  readonly file: ExportFile;
  readonly facts: ByteFacts;
  readonly encoding: ExportEncoding;
  readonly header: FoundHeader;
  /** What the file was before it was scanned. */
  readonly stats: Stats | null;
  /** The SHA-256 of its bytes, which may still be computed. */
  readonly sha256: Promise<string>;
}

/** Scans a file and finds its header. Throws InputError for everything that makes the file unreadable as this kind. */
export async function inspectExport(
  file: ExportFile,
  kind: RegistryKind,
  overrides: ColumnOverrides,
): Promise<InspectedExport> {
  const stats = await stat(file.path).catch(() => null);
  const { facts, sha256 } = await scanAndHash(file, stats?.size ?? 0);
  const head = await readHead(file, HEAD_BYTES);
  const encoding = decideEncoding(file.shown, facts, head);
  const text = decodeHead(encoding, head);
  try {
    const header = findHeader(text, { kind, overrides, file: file.shown });
    return { file, facts, encoding, header, stats, sha256 };
  } catch (error) {
    // Where the text is noise, its encoding is the trouble and not its header.
    if (encoding === 'gb18030' && text.slice(0, -1).includes('\uFFFD'))
      throw undecodable(file.shown, encoding, facts.badByte ?? 0);
    throw error;
  }
}

/** Throws InputError where the file is no longer what it was before it was scanned: it was read more than once. */
export async function assertUntouched({ file, stats }: InspectedExport): Promise<void> {
  const after = await stat(file.path).catch(() => null);
  if (after === null || after.size !== stats?.size || after.mtimeMs !== stats.mtimeMs)
    throw fileChanged(file);
}

async function scanAndHash(
  file: ExportFile,
  size: number,
): Promise<Pick<InspectedExport, 'facts' | 'sha256'>> {
  if (size < ASIDE_BYTES) {
    const facts = await scanExport(file);
    return { facts, sha256: Promise.resolve(facts.sha256 ?? '') };
  }
  const sha256 = digestAside(file).then((print) => print.sha256);
  // Awaited when all is read; until then a rejection must not count as unhandled.
  sha256.catch(() => undefined);
  return { facts: await scanExport(file, false), sha256 };
}
