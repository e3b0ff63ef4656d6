import { constants, type Stats } from 'node:fs';
import { open, type FileHandle, type FileReadResult } from 'node:fs/promises';
import { InputError } from '../model/errors.js';
import { ByteScanner, type ByteFacts } from './byte-scanner.js';

const CHUNK_BYTES = 1 << 20;

/** A delivered file: where it is, and how contracts and messages name it. */
export interface ExportFile {
  readonly path: string;
  /** Path relative to the project folder. */
  readonly shown: string;
}

/**
 * Reads a whole file once and returns the facts about its bytes (about 1 GB/s; SHA-256 is most of it, and may be left
 * out). Throws InputError when there is no such regular file, when it is empty, or when it changes while being read.
 */
export async function scanExport(file: ExportFile, withHash = true): Promise<ByteFacts> {
  const scanner = new ByteScanner(withHash);
  await eachChunk(file, (chunk) => scanner.push(chunk));
  const facts = scanner.finish();
  if (facts.bytes === 0) {
    throw new InputError(`${file.shown}: the file is empty`, {
      zh: `${file.shown}：文件为空`,
      code: 'E_FILE_EMPTY',
      hint: 'ask for the export again; a department with nothing to report sends the header line',
      file: file.shown,
    });
  }
  return facts;
}

/**
 * Hands a file's bytes to `take` in chunks of at most 1 MiB, while the next one is being read already; the buffer is
 * used again after each call.
 */
export async function eachChunk(
  file: ExportFile,
  take: (chunk: Buffer) => void | Promise<void>,
): Promise<void> {
  const handle = await openRegularFile(file);
  try {
    const before = await handle.stat();
    let ahead = readChunk(handle, Buffer.allocUnsafe(CHUNK_BYTES));
    let spare: Buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let total = 0;
    for (;;) {
      const { bytesRead, buffer } = await ahead;
      if (bytesRead === 0) break;
      total += bytesRead;
      ahead = readChunk(handle, spare);
      spare = buffer;
      const taken = take(buffer.subarray(0, bytesRead));
      if (taken !== undefined) await taken;
    }
    assertUnchanged(file, before, await handle.stat(), total);
  } finally {
    await handle.close();
  }
}

function readChunk(handle: FileHandle, buffer: Buffer): Promise<FileReadResult<Buffer>> {
  const reading = handle.read(buffer, 0, buffer.length, null);
  // It is awaited when the chunk before has been taken; where that fails nobody awaits it.
  reading.catch(() => undefined);
  return reading;
}

/** The first bytes of a file, for its header. */
export async function readHead(file: ExportFile, bytes: number): Promise<Buffer> {
  const handle = await openRegularFile(file);
  try {
    const buffer = Buffer.alloc(bytes);
    let filled = 0;
    while (filled < bytes) {
      const { bytesRead } = await handle.read(buffer, filled, bytes - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

async function openRegularFile(file: ExportFile): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for a writer for ever.
    handle = await open(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw cannotOpen(file, error);
  }
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw new InputError(`${file.shown}: not a regular file`, {
    zh: `${file.shown}：不是普通文件`,
    code: 'E_FILE_KIND',
    hint: 'name a file, not a folder, a pipe or a device',
    file: file.shown,
  });
}

function cannotOpen(file: ExportFile, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError(`${file.shown}: no such file`, {
      zh: `${file.shown}：文件不存在`,
      code: 'E_FILE_MISSING',
      hint: 'check `files:` of the registry in the project file, and whether the export arrived',
      file: file.shown,
      cause: error,
    });
  }
  return new InputError(`${file.shown}: cannot be opened (${code ?? 'unknown reason'})`, {
    zh: `${file.shown}：文件无法打开（${code ?? '原因不明'}）`,
    code: 'E_FILE_UNREADABLE',
    hint: 'check the permissions of the file and its folder',
    file: file.shown,
    cause: error,
  });
}

function assertUnchanged(file: ExportFile, before: Stats, after: Stats, read: number): void {
  if (after.size === read && after.size === before.size && after.mtimeMs === before.mtimeMs) return;
  throw fileChanged(file);
}

/** The refusal of a file that is not the same as when it was first looked at. */
export function fileChanged(file: ExportFile): InputError {
  return new InputError(`${file.shown}: the file changed while it was being read`, {
    zh: `${file.shown}：读取过程中文件被改动`,
    code: 'E_FILE_CHANGED',
    hint: 'wait until the delivery is finished, then run again',
    file: file.shown,
  });
}
