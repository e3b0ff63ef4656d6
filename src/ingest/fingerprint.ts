import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { eachChunk, type ExportFile } from './scan.js';

/** What a file was when it was last hashed; equal size, times and inode mean that it need not be read again. */
export interface Fingerprint {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** The change time, which a copy that keeps the modification time (`cp -p`, `rsync -t`) cannot keep. */
  readonly changedMs: number;
  readonly inode: number;
}

/**
 * The SHA-256 of each file, in the order given, from `known` where the file has not been touched since, else by reading
 * it (1.2 GB/s). Throws InputError as scanExport does.
 */
export async function fingerprintFiles(
  files: readonly ExportFile[],
  known: readonly Fingerprint[] = [],
): Promise<readonly Fingerprint[]> {
  const before = new Map(known.map((fingerprint) => [fingerprint.file, fingerprint]));
  const found: Fingerprint[] = [];
  for (const file of files) found.push(await fingerprint(file, before.get(file.shown)));
  return found;
}

async function fingerprint(file: ExportFile, known: Fingerprint | undefined): Promise<Fingerprint> {
  const stats = await stat(file.path).catch(() => null);
  if (known !== undefined && stats !== null && isUntouched(known, stats)) return known;
  const hash = createHash('sha256');
  let bytes = 0;
  await eachChunk(file, (chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  return {
    file: file.shown,
    sha256: hash.digest('hex'),
    bytes,
    modifiedMs: stats?.mtimeMs ?? 0,
    changedMs: stats?.ctimeMs ?? 0,
    inode: stats?.ino ?? 0,
  };
}

function isUntouched(known: Fingerprint, stats: Stats): boolean {
  return (
    known.bytes === stats.size &&
    known.modifiedMs === stats.mtimeMs &&
    known.changedMs === stats.ctimeMs &&
    known.inode === stats.ino
  );
}
