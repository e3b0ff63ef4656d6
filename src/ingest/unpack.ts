import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { ExportFile } from './scan.js';
import { tableTrouble } from './tables/read-tables.js';
import { TableError } from './tables/table-trouble.js';
import { readZipDirectory, type ZipEntry, type ZipLimits } from './tables/zip-directory.js';
import { unpackEntry } from './tables/zip-entry.js';

/** A packed export of text may be as large as a province; what grows two hundredfold is a bomb. */
const TEXT_LIMITS: ZipLimits = {
  entries: 1_000,
  entryBytes: 64 * 2 ** 30,
  totalBytes: 64 * 2 ** 30,
  ratio: 200,
  ratioFrom: 16 << 20,
};

/** What archivers add by themselves. */
const BY_THE_WAY = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$|\/$/i;

/** The entries of a zip archive. Throws InputError. */
export async function listArchive(file: ExportFile): Promise<readonly ZipEntry[]> {
  const handle = await open(file.path);
  try {
    return await readZipDirectory(handle, TEXT_LIMITS);
  } catch (error) {
    throw asInput(file, error);
  } finally {
    await handle.close();
  }
}

/** Unpacks the only file of a zip archive to `target`, streaming. Throws InputError. */
export async function unpackOnlyEntry(
  file: ExportFile,
  entries: readonly ZipEntry[],
  target: string,
): Promise<void> {
  const files = entries.filter(({ name }) => !BY_THE_WAY.test(name));
  const [only] = files;
  if (only === undefined || files.length > 1)
    throw tableTrouble(file, 'E_ARCHIVE_ENTRIES', {
      zh: `内有 ${files.length} 个文件`,
      en: `it has ${files.length} files`,
    });
  await writeChunks(file, unpackEntry(file.path, only), target);
}

/** Unpacks a gzip file to `target`, streaming, within the same limits. Throws InputError. */
export async function unpackGzip(file: ExportFile, target: string): Promise<void> {
  const packed = createReadStream(file.path, { highWaterMark: 1 << 18 });
  const stream = packed.pipe(createGunzip({ chunkSize: 1 << 18 }));
  packed.on('error', (error) => stream.destroy(error));
  const limited = async function* (): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      const tooDense = bytes > TEXT_LIMITS.ratioFrom && bytes > packed.bytesRead * TEXT_LIMITS.ratio;
      if (tooDense || bytes > TEXT_LIMITS.totalBytes)
        throw new TableError('E_ARCHIVE_LIMIT', {
          zh: `解压后至少 ${bytes} 字节`,
          en: `${bytes} bytes and more`,
        });
      yield chunk;
    }
  };
  try {
    await writeChunks(file, limited(), target);
  } finally {
    packed.destroy();
    stream.destroy();
  }
}

async function writeChunks(file: ExportFile, chunks: AsyncIterable<Buffer>, target: string): Promise<void> {
  const handle = await open(target, 'wx', 0o600);
  try {
    for await (const chunk of chunks) await handle.write(chunk);
  } catch (error) {
    throw asInput(file, error);
  } finally {
    await handle.close();
  }
}

function asInput(file: ExportFile, error: unknown): unknown {
  if (error instanceof TableError) return tableTrouble(file, error.code, error.what);
  const code = (error as NodeJS.ErrnoException).code;
  if (code?.startsWith('Z_') === true)
    return tableTrouble(file, 'E_ARCHIVE_DAMAGED', { zh: '无法解压', en: 'it cannot be unpacked' });
  return error;
}
