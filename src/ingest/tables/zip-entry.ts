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
    if (bytes > entry.unpacked)
      throw new TableError('E_ARCHIVE_LIMIT', {
        zh: '其中一个文件比所标的大',
        en: 'an entry is larger than it says',
      });
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes !== entry.unpacked || checksum !== entry.crc)
    throw new TableError('E_ARCHIVE_DAMAGED', {
      zh: '其中一个文件与所标的校验值不符',
      en: 'an entry does not have the checksum that the archive states',
    });
}

function assertReadable({ encrypted, method }: ZipEntry): void {
  if (encrypted)
    throw new TableError('E_WORKBOOK_ENCRYPTED', {
      zh: '其中一个文件设有密码',
      en: 'an entry has a password',
    });
  if (method !== STORED && method !== DEFLATED)
    throw new TableError('E_ARCHIVE_DAMAGED', {
      zh: `不支持压缩方式 ${method}`,
      en: `packing method ${method} is unknown`,
    });
}

async function* inflated(path: string, entry: ZipEntry, start: number): AsyncGenerator<Buffer> {
  if (entry.packed === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 18 });
  const source = entry.method === STORED ? packed : packed.pipe(createInflateRaw({ chunkSize: 1 << 18 }));
  packed.on('error', (error) => source.destroy(error));
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch {
    throw new TableError('E_ARCHIVE_DAMAGED', {
      zh: '其中一个文件无法解压',
      en: 'an entry cannot be unpacked',
    });
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
      throw new TableError('E_ARCHIVE_DAMAGED', {
        zh: '其中一个文件不在目录所标的位置',
        en: 'an entry is not where the directory says',
      });
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}
