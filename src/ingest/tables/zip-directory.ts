import type { Bilingual } from '../../model/bilingual.js';
import type { FileHandle } from 'node:fs/promises';
import { TableError } from './table-trouble.js';

/** What an archive may be. */
export interface ZipLimits {
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Unpacked to packed; entries below `ratioFrom` unpacked bytes may be as repetitive as they like. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** For workbooks; measured against bombs of a megabyte that unpack to gigabytes. */
export const ZIP_LIMITS: ZipLimits = {
  entries: 1_000,
  entryBytes: 512 << 20,
  totalBytes: 1 << 30,
  ratio: 200,
  ratioFrom: 16 << 20,
};

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const ENTRY_SIGNATURE = 0x02014b50;

/**
 * The central directory of a zip archive (APPNOTE 6.3, with ZIP64), judged before a byte is unpacked.
 * Throws TableError where it is damaged, where entries overlap, or where it asks for more than `limits`.
 */
export async function readZipDirectory(
  handle: FileHandle,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<readonly ZipEntry[]> {
  const { size } = await handle.stat();
  const { count, start, bytes } = await readEnd(handle, size);
  if (count > limits.entries) throw tooMuch({ zh: `内有 ${count} 个文件`, en: `${count} entries` });
  if (start + bytes > size || bytes > 64 << 20)
    throw damaged({ zh: '目录超出文件范围', en: 'the directory lies outside the file' });
  const directory = await readAt(handle, start, bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw damaged({ zh: '目录不完整', en: 'the directory is cut' });
    entries.push(readEntry(directory, at));
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  assertModest(entries, limits);
  assertApart(entries, start);
  return entries;
}

interface DirectoryPlace {
  readonly count: number;
  readonly start: number;
  readonly bytes: number;
}

async function readEnd(handle: FileHandle, size: number): Promise<DirectoryPlace> {
  const from = Math.max(0, size - END_BYTES - LONGEST_COMMENT);
  const tail = await readAt(handle, from, size - from);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    const place = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      start: tail.readUInt32LE(at + 16),
    };
    const is64 = at >= 20 && tail.readUInt32LE(at - 20) === LOCATOR64_SIGNATURE;
    return is64 ? readEnd64(handle, Number(tail.readBigUInt64LE(at - 12)), size) : place;
  }
  throw damaged({
    zh: '缺少压缩包的结尾，文件可能被截断',
    en: 'the end of the archive is missing, so the file was probably cut',
  });
}

async function readEnd64(handle: FileHandle, at: number, size: number): Promise<DirectoryPlace> {
  if (at + 56 > size) throw damaged({ zh: '目录超出文件范围', en: 'the directory lies outside the file' });
  const end = await readAt(handle, at, 56);
  if (end.readUInt32LE(0) !== END64_SIGNATURE)
    throw damaged({ zh: '目录损坏', en: 'the directory is damaged' });
  return {
    count: Number(end.readBigUInt64LE(32)),
    bytes: Number(end.readBigUInt64LE(40)),
    start: Number(end.readBigUInt64LE(48)),
  };
}

function readEntry(directory: Buffer, at: number): ZipEntry {
  const nameLength = directory.readUInt16LE(at + 28);
  const extraLength = directory.readUInt16LE(at + 30);
  const flags = directory.readUInt16LE(at + 8);
  const name = directory.subarray(at + 46, at + 46 + nameLength);
  const sizes = {
    unpacked: directory.readUInt32LE(at + 24),
    packed: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
  return {
    // Names without the UTF-8 flag come from Chinese archivers in GBK; ASCII is the same in both.
    name: new TextDecoder((flags & 0x800) !== 0 ? 'utf-8' : 'gb18030').decode(name).replaceAll('\\', '/'),
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    encrypted: (flags & 1) !== 0,
    ...widen(sizes, extra),
  };
}

type Sizes = Pick<ZipEntry, 'unpacked' | 'packed' | 'offset'>;

/** ZIP64: a field of all ones stands in the extra field, in this order. */
function widen(sizes: Sizes, extra: Buffer): Sizes {
  const wide = { ...sizes };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    for (const key of ['unpacked', 'packed', 'offset'] as const) {
      if (wide[key] !== 0xffffffff || from + 8 > extra.length) continue;
      wide[key] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
  }
  return wide;
}

function assertModest(entries: readonly ZipEntry[], limits: ZipLimits): void {
  let total = 0;
  for (const { unpacked, packed } of entries) {
    total += unpacked;
    if (unpacked > limits.entryBytes)
      throw tooMuch({ zh: `其中一个文件解压后为 ${unpacked} 字节`, en: `an entry of ${unpacked} bytes` });
    if (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio)
      throw tooMuch({
        zh: `其中一个文件的压缩比为 ${Math.round(unpacked / Math.max(1, packed))} : 1`,
        en: `an entry packed ${Math.round(unpacked / Math.max(1, packed))} : 1`,
      });
  }
  if (total > limits.totalBytes) throw tooMuch({ zh: `解压后共 ${total} 字节`, en: `${total} bytes in all` });
}

/** Entries that share packed bytes are how a small file becomes a large one without a high ratio. */
function assertApart(entries: readonly ZipEntry[], directoryStart: number): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, { offset, packed }] of sorted.entries()) {
    const next = sorted[index + 1]?.offset ?? directoryStart;
    if (offset + 30 + packed > next) throw damaged({ zh: '其中的文件互相重叠', en: 'entries overlap' });
  }
}

/** Reads exactly `length` bytes. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw damaged({ zh: '文件提前结束', en: 'the file ends too early' });
    filled += bytesRead;
  }
  return buffer;
}

function damaged(what: Bilingual): TableError {
  return new TableError('E_ARCHIVE_DAMAGED', what);
}

function tooMuch(what: Bilingual): TableError {
  return new TableError('E_ARCHIVE_LIMIT', what);
}
