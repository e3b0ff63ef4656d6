import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { detectFormat } from './file-format.js';
import { fingerprintFiles } from './fingerprint.js';
import { readHead, type ExportFile } from './scan.js';
import { readTables, tableTrouble } from './tables/read-tables.js';
import type { TableFormat } from './tables/table-child.js';
import type { DumpedSheet } from './tables/table-dump.js';
import { listArchive, unpackGzip, unpackOnlyEntry } from './unpack.js';

/** A delivered file made readable: text as it is or unpacked, or the sheets of a workbook. */
export type Delivery =
  | {
      readonly form: 'text';
      readonly file: ExportFile;
      /** Of the archive, where the text was packed; the scanner finds them for plain files. */
      readonly packed: DeliveredBytes | null;
    }
  | {
      readonly form: 'tables';
      readonly format: TableFormat;
      readonly sheets: readonly DumpedSheet[];
      readonly packed: DeliveredBytes;
    };

export interface DeliveredBytes {
  readonly sha256: string;
  readonly bytes: number;
}

const HEAD_BYTES = 4096;

/**
 * Looks at what a file really is and makes it readable; what is unpacked or read from sheets goes into `folder`, which
 * the caller removes. Throws InputError for what cannot be read or should not be.
 */
export async function openDelivery(file: ExportFile, folder: string): Promise<Delivery> {
  const format = detectFormat(file, await readHead(file, HEAD_BYTES));
  if (format === 'text') return { form: 'text', file, packed: null };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const packed = await deliveredBytes(file);
  if (format === 'parquet') return tables(file, 'parquet', folder, packed);
  if (format === 'ole') return tables(file, 'xls', folder, packed);
  const unpacked = { path: join(folder, 'unpacked'), shown: file.shown };
  if (format === 'zip') {
    const entries = await listArchive(file);
    const names = new Set(entries.map(({ name }) => name.toLowerCase()));
    if (names.has('xl/workbook.bin')) return tables(file, 'xlsb', folder, packed);
    if (names.has('[content_types].xml')) return tables(file, 'xlsx', folder, packed);
    await unpackOnlyEntry(file, entries, unpacked.path);
  } else {
    await unpackGzip(file, unpacked.path);
  }
  return openInner(unpacked, folder, packed);
}

/** What came out of an archive; an archive again is not opened. */
async function openInner(file: ExportFile, folder: string, packed: DeliveredBytes): Promise<Delivery> {
  const format = detectFormat(file, await readHead(file, HEAD_BYTES));
  switch (format) {
    case 'text':
      return { form: 'text', file, packed };
    case 'parquet':
      return tables(file, 'parquet', folder, packed);
    case 'ole':
      return tables(file, 'xls', folder, packed);
    case 'zip': {
      const names = (await listArchive(file)).map(({ name }) => name.toLowerCase());
      if (names.includes('[content_types].xml')) return tables(file, 'xlsx', folder, packed);
      throw tableTrouble(file, 'E_ARCHIVE_ENTRIES', {
        zh: '压缩包内还有压缩包',
        en: 'an archive inside the archive',
      });
    }
    case 'gzip':
      throw tableTrouble(file, 'E_ARCHIVE_ENTRIES', {
        zh: '压缩包内还有压缩包',
        en: 'an archive inside the archive',
      });
  }
}

async function tables(
  file: ExportFile,
  format: TableFormat,
  folder: string,
  packed: DeliveredBytes,
): Promise<Delivery> {
  return { form: 'tables', format, sheets: await readTables(file, format, folder), packed };
}

async function deliveredBytes(file: ExportFile): Promise<DeliveredBytes> {
  const [print] = await fingerprintFiles([file]);
  return { sha256: print?.sha256 ?? '', bytes: print?.bytes ?? 0 };
}
