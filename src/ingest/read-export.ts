import type { ReadExport } from './read-result.js';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import type { ExportReport } from '../model/snapshot.js';
import {
  PartList,
  readCarefully,
  type ExportParts,
  type ExportReading,
  type ReadExportRequest,
} from './export-parts.js';
import { exportWarnings } from './export-warnings.js';
import { assertUntouched, inspectExport, type InspectedExport } from './inspect-export.js';
import { openDelivery, type DeliveredBytes } from './open-delivery.js';
import { readRows } from './read-rows.js';
import { readSheets } from './read-sheets.js';
import { isSetAside } from './row-roles.js';
import type { ExportFile } from './scan.js';
import { closingRows, doubtfulLines } from './special-rows.js';

/**
 * Reads one delivered file into Parquet parts: unpacked if need be, a workbook sheet by sheet, text with the engine's
 * reader where every line is a record, else line by line. Throws InputError where the file cannot be read at all.
 */
export async function readExport(
  engine: Engine,
  file: ExportFile,
  request: ReadExportRequest,
): Promise<readonly ReadExport[]> {
  const folder = join(request.folder, `.delivery-${request.fileIndex}`);
  const delivery = await openDelivery(file, folder);
  if (delivery.form === 'tables') return readSheets(file, delivery, { engine, request });
  const inspected = await inspectExport(delivery.file, request.kind, request.overrides);
  return [await readText({ engine, inspected, request }, delivery.packed)];
}

async function readText(reading: ExportReading, packed: DeliveredBytes | null): Promise<ReadExport> {
  const { engine, inspected, request } = reading;
  const roles = await closingRows(inspected, request.kind);
  if (roles.size > 0 || inspected.header.members !== null)
    return finish(inspected, 'careful', await readRows(reading, { roles, doubtful: new Set() }), packed);
  const read = await readCarefully(reading);
  const doubtful = await doubtfulLines(engine, { ...request, parts: read.parts });
  if (doubtful.size === 0) return finish(inspected, read.takenApart > 0 ? 'careful' : 'bulk', read, packed);
  await PartList.removeParts(request.folder, read.parts);
  return finish(inspected, 'careful', await readRows(reading, { roles, doubtful }), packed);
}

async function finish(
  inspected: InspectedExport,
  path: ExportReport['path'],
  read: ExportParts,
  packed: DeliveredBytes | null,
): Promise<ReadExport> {
  const { file, facts, encoding, header } = inspected;
  const sha256 = await inspected.sha256;
  await assertUntouched(inspected);
  const loaded = read.parts.reduce((total, { records }) => total + records, 0);
  const rejected = read.rejects.length;
  const report: ExportReport = {
    file: file.shown,
    sha256: packed?.sha256 ?? sha256,
    bytes: packed?.bytes ?? facts.bytes,
    encoding,
    lineEndings: facts.lineEndings,
    headerLine: header.line,
    columns: header.mapping.columns,
    blank: read.blank,
    scanned: loaded + rejected,
    loaded,
    rejected,
    setAside: read.rejects.filter(({ code }) => isSetAside(code)).length,
    path,
    warnings: exportWarnings(inspected, loaded + rejected, read.recordEnds),
  };
  return {
    report,
    parts: read.parts,
    rejects: read.rejects,
    headers: header.columns,
    fromFamilies: header.members !== null,
    original: { from: 'text', file, encoding },
  };
}
