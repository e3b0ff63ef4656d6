import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { SheetCells } from './sheet-cells.js';
import { DumpWriter, type DumpedSheet } from './table-dump.js';
import { readWorkbookPlan, scanPart, type Archive, type WorkbookPlan } from './xlsx-parts.js';
import { readZipDirectory } from './zip-directory.js';

/**
 * Reads every visible sheet of an OOXML workbook into a dump, streaming; hidden ones are listed. Numbers keep the
 * digits of the XML: a float would change an 18-digit ID without a trace. Throws TableError.
 */
export async function readXlsx(path: string, folder: string): Promise<readonly DumpedSheet[]> {
  const archive = await openArchive(path);
  const plan = await readWorkbookPlan(archive);
  const dumped: DumpedSheet[] = [];
  for (const [index, sheet] of plan.sheets.entries()) {
    const { name, hidden, part } = sheet;
    if (hidden || part === null) {
      dumped.push({ name, hidden, path: null, rows: 0, merged: [], from1904: plan.from1904 });
      continue;
    }
    const target = join(folder, `sheet-${String(index).padStart(3, '0')}.jsonl`);
    dumped.push({ name, hidden, ...(await dumpSheet(archive, part, plan, target)) });
  }
  return dumped;
}

/** Opens an archive by its directory. Throws TableError. */
export async function openArchive(path: string): Promise<Archive> {
  const handle = await open(path);
  try {
    const entries = await readZipDirectory(handle);
    // Part names do not differ by case (ECMA-376 part 2, 6.2.2.3).
    return { path, entries: new Map(entries.map((entry) => [entry.name.toLowerCase(), entry])) };
  } finally {
    await handle.close();
  }
}

async function dumpSheet(
  archive: Archive,
  part: string,
  plan: WorkbookPlan,
  target: string,
): Promise<Omit<DumpedSheet, 'name' | 'hidden'>> {
  const writer = new DumpWriter(target);
  const cells = new SheetCells(plan, (line, row) => writer.row(line, row));
  try {
    await scanPart(archive, part, cells);
  } finally {
    writer.close();
  }
  return { path: target, rows: writer.rows, merged: cells.merged, from1904: plan.from1904 };
}
