import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { TableError } from './table-trouble.js';
import { readAt, type ZipEntry } from './zip-directory.js';

const STORED = 0;
const DEFLATED = 8;

/** The unpacked bytes of an entry, checked against its size and its checksum. Throws TableError. */
export async function* unpackEntry(path: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  assertReadable(entry);
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of inflated(path, entry, await dataStart(path, entry))) {
    bytes += chunk.length;
    if (bytes > entry.unpacked) throw new TableError('E_ARCHIVE_LIMIT', 'an entry is larger than it says');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes !== entry.unpacked || checksum !== entry.crc)
    throw new TableError('E_ARCHIVE_DAMAGED', 'an entry does not have the checksum that the archive states');
}

function assertReadable({ encrypted, method }: ZipEntry): void {
  if (encrypted) throw new TableError('E_WORKBOOK_ENCRYPTED', 'an entry has a password');
  if (method !== STORED && method !== DEFLATED)
    throw new TableError('E_ARCHIVE_DAMAGED', `packing method ${method} is unknown`);
}

async function* inflated(path: string, entry: ZipEntry, start: number): AsyncGenerator<Buffer> {
  if (entry.packed === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 18 });
  const source = entry.method === STORED ? packed : packed.pipe(createInflateRaw({ chunkSize: 1 << 18 }));
  packed.on('error', (error) => source.destroy(error));
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch {
    throw new TableError('E_ARCHIVE_DAMAGED', 'an entry cannot be unpacked');
  } finally {
    packed.destroy();
    source.destroy();
  }
}

/** The local header repeats the name and may have other extra fields than the directory. */
async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const handle = await open(path);
  try {
    const header = await readAt(handle, entry.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50)
      throw new TableError('E_ARCHIVE_DAMAGED', 'an entry is not where the directory says');
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
