import { rm } from 'node:fs/promises';
import { firstRows } from './dumped-rows.js';
import { decideEncoding, decodeHead } from './encoding.js';
import { isHeaderOfAnyKind, locateHeader } from './find-header.js';
import { readHeader } from './header-words.js';
import { planMembers } from './member-plan.js';
import { openDelivery } from './open-delivery.js';
import { recognizeKind, type KindGuess } from './recognize-kind.js';
import { readHead, scanExport, type ExportFile } from './scan.js';
import { splitFields } from './split-fields.js';
import { locateTableHeader } from './table-header.js';
import type { DumpedSheet } from './tables/table-dump.js';

/** What the first look at a file says, before anybody decided its kind. */
export interface RecognizedExport {
  /** Kinds the file may be, best first. */
  readonly guesses: readonly KindGuess[];
  /** County names in the first rows; places, not persons. */
  readonly counties: readonly string[];
}

const HEAD_BYTES = 1 << 18;
const FIRST_ROWS = 200;

/** The header of a file and some rows below it. */
interface FirstLook {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads a file's first rows; what has to be unpacked goes into `folder`, which is removed again. Throws InputError where
 * the file cannot be read.
 */
export async function recognizeExport(file: ExportFile, folder: string): Promise<RecognizedExport> {
  try {
    const delivery = await openDelivery(file, folder);
    const look =
      delivery.form === 'text' ? await lookAtText(delivery.file) : await lookAtSheets(delivery.sheets);
    return look === null ? { guesses: [], counties: [] } : recognize(file.shown, look);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recognize(shown: string, { headers, rows }: FirstLook): RecognizedExport {
  const guesses = recognizeKind(shown, planMembers('assistance', headers)?.columns ?? headers);
  const kind = guesses[0]?.kind;
  const county =
    kind === undefined ? -1 : headers.findIndex((header) => readHeader(kind, header)?.field === 'county');
  const counties = county < 0 ? [] : rows.map((row) => row[county]?.trim() ?? '');
  return { guesses, counties: [...new Set(counties)].filter((name) => /[县区市]$/.test(name)) };
}

async function lookAtText(file: ExportFile): Promise<FirstLook | null> {
  const facts = await scanExport(file);
  const head = await readHead(file, HEAD_BYTES);
  const text = decodeHead(decideEncoding(file.shown, facts, head), head);
  const found = locateHeader(text, isHeaderOfAnyKind);
  if (found === null) return null;
  const lines = text.split(/\r\n|\n|\r/).slice(found.lastLine, -1);
  return { headers: found.headers, rows: lines.map((line) => splitFields(line, found.delimiter).fields) };
}

/** The first visible sheet with a header of any kind. */
async function lookAtSheets(sheets: readonly DumpedSheet[]): Promise<FirstLook | null> {
  for (const sheet of sheets) {
    const rows = await firstRows(sheet, FIRST_ROWS);
    const found = locateTableHeader(rows, sheet.merged, isHeaderOfAnyKind);
    if (found === null) continue;
    const below = rows.filter(({ line }) => line > found.lastLine);
    return { headers: found.headers, rows: below.map(({ cells }) => cells) };
  }
  return null;
}
