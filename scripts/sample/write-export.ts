import { join } from 'node:path';
import { createCsvFile } from './csv-file.js';
import type { Dirt } from './dirt/level.js';
import { otherDayFormat, writeDay, writeMonth } from './dirt/plain-fields.js';
import type { Fields, RowSpoiler } from './dirt/row.js';
import type { Random } from './random.js';
import type { ExportFile, ExportRow } from './registries/export-file.js';
import type { TruthFiles } from './truth/write-truth.js';
import type { WrittenFindings } from './truth/written-findings.js';

export interface ExportContext {
  /** The sample's folder; files go to `exports/` in it. */
  readonly folder: string;
  readonly spoiler: RowSpoiler;
  readonly truth: TruthFiles;
  readonly written: WrittenFindings;
  readonly random: Random;
}

interface Spoiled {
  readonly fields: Fields;
  readonly dirt: readonly Dirt[];
}

/** Writes one export with its dirt, and says in the truth files who and what stands on each line; returns the rows. */
export function writeExport(file: ExportFile, context: ExportContext): number {
  const shown = `exports/${file.name}`;
  const csv = createCsvFile(join(context.folder, shown), {
    encoding: file.encoding,
    eol: file.eol,
    headers: file.columns.map(([header]) => header),
  });
  const remembered = new Map<number, Spoiled>();
  let rows = 0;
  const write = (row: ExportRow, { fields, dirt }: Spoiled): void => {
    const line = csv.write(file.columns.map(([, field]) => fields[field] ?? ''));
    const place = { registry: file.registry, file: shown, line };
    context.truth.record(place, row.person);
    if (row.mention !== null) context.truth.mention(place, row.mention);
    for (const { field, kind } of dirt) context.truth.dirt(place, field, kind);
    rows += 1;
  };
  for (const row of file.rows()) {
    const again = context.spoiler.repeats(file.rates) ? spoilRow(file, { ...row, fields: { ...row.fields } }, context) : null;
    write(row, file.sticky ? spoilOnce(file, row, { context, remembered }) : spoilRow(file, row, context));
    if (again !== null) write(row, { fields: again.fields, dirt: [...again.dirt, { field: '', kind: 'duplicate_row' }] });
  }
  csv.close();
  return rows;
}

/** Spoils and formats the row's fields in place. */
function spoilRow(file: ExportFile, row: ExportRow, { spoiler, random, written }: ExportContext): Spoiled {
  const { fields } = row;
  const rates = row.conflict ? { ...file.rates, id: 0 } : file.rates;
  const dirt = [...spoiler.spoil(fields, { person: row.person, force: row.force, rates })];
  if (row.conflict) dirt.push({ field: 'id', kind: 'id_of_other' });
  written.look(file.registry, row, dirt);
  formatDates(file, fields, () => {
    const other = spoiler.level !== 'clean' && random.chance(rates.date);
    if (!other) return null;
    dirt.push({ field: 'birthDate', kind: 'date_format' });
    return otherDayFormat(random);
  });
  return { fields, dirt };
}

function formatDates(file: ExportFile, fields: Fields, otherFormat: () => ReturnType<typeof otherDayFormat> | null): void {
  for (const field of file.days.fields) {
    const format = field === 'birthDate' && (fields[field] ?? '') !== '' ? otherFormat() : null;
    fields[field] = writeDay(fields[field] ?? '', format ?? file.days.format);
  }
  for (const field of file.months.fields) fields[field] = writeMonth(fields[field] ?? '', file.months.format);
}

/** The name and the number as the system once stored them; the rest of the row is this row's own. */
function spoilOnce(
  file: ExportFile,
  row: ExportRow,
  { context, remembered }: { readonly context: ExportContext; readonly remembered: Map<number, Spoiled> },
): Spoiled {
  const fresh = spoilRow(file, row, context);
  const first = remembered.get(row.person.no);
  if (first === undefined || row.conflict) {
    remembered.set(row.person.no, fresh);
    return fresh;
  }
  const isIdentity = ({ field }: Dirt): boolean => field === 'name' || field === 'id';
  return {
    fields: { ...fresh.fields, name: first.fields['name'] ?? '', id: first.fields['id'] ?? '' },
    dirt: [...first.dirt.filter(isIdentity), ...fresh.dirt.filter((one) => !isIdentity(one))],
  };
}
