import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import type { Bilingual } from '../model/bilingual.js';
import { BugError } from '../model/errors.js';
import type { SnapshotPart } from '../model/snapshot.js';
import { LineChecker } from './clean-lines/line-checker.js';
import { CleanParts, type WrittenPart } from './clean-parts.js';
import { mayHoldLineBreaks } from './columns/field-column.js';
import { effectiveFields, type ColumnOverrides } from './header-mapping.js';
import { isInTenThousands } from './header-words.js';
import type { InspectedExport } from './inspect-export.js';
import type { FieldSpec } from '../model/kinds/field.js';
import type { NormalizationRequest } from './normalization-query.js';
import { countRecords, loadSegment, type PartRequest } from './part-loader.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { Mappings } from './scalar-functions.js';
import type { CutReject, LineEnds } from './record-sink.js';
import type { Segment } from './segment-writer.js';
import {
  writeSegments,
  type CarefulResult,
  type CleanLines,
  type SegmentRequest,
  type TakeSegment,
} from './segments.js';

export interface ReadExportRequest {
  readonly kind: RegistryKind;
  readonly overrides: ColumnOverrides;
  readonly mappings: Mappings;
  readonly asOf: string;
  /** Where parts are written; segments too, while they are needed. */
  readonly folder: string;
  /** Number of the file in its registry; names its parts. */
  readonly fileIndex: number;
}

/** What a part needs to know of its export. */
export interface PartReading {
  readonly engine: Engine;
  readonly inspected: Pick<InspectedExport, 'file' | 'header'>;
  readonly request: ReadExportRequest;
}

/** One export of text on its way into parts. */
export interface ExportReading extends PartReading {
  readonly inspected: InspectedExport;
}

export interface ExportParts {
  readonly parts: readonly SnapshotPart[];
  readonly rejects: readonly CutReject[];
  /** Empty lines below the header. */
  readonly blank: number;
  /** How records end, outside quotes. */
  readonly recordEnds: LineEnds;
  /** Records that had to be looked at character by character. */
  readonly takenApart: number;
}

/**
 * Reads record by record, the clean ones in bulk; what cannot be loaded becomes a reject. Throws BugError where a record
 * got lost on the way.
 */
export async function readCarefully(reading: ExportReading): Promise<ExportParts> {
  const loaded = new PartList(reading);
  const clean = cleanLines(reading, loaded);
  try {
    const { lines, ...result } = await throughSegments(reading, loaded, clean);
    assertAllLinesSeen(reading.inspected, lines);
    await loaded.addClean(clean?.parts.finish() ?? []);
    return { ...result, parts: loaded.parts };
  } finally {
    clean?.parts.abandon();
  }
}

/** The parts of one export: those with all columns first, then those of clean records. */
export class PartList {
  private readonly loaded: SnapshotPart[] = [];
  private begun = 0;

  constructor(private readonly reading: PartReading) {}

  get parts(): readonly SnapshotPart[] {
    const isClean = (part: SnapshotPart): boolean => part.clean === true;
    return [...this.loaded.filter((part) => !isClean(part)), ...this.loaded.filter(isClean)];
  }

  async addSegment(segment: Segment): Promise<void> {
    const loaded = await loadSegment(this.reading.engine, segment, this.next(segment.path));
    this.add(loaded, segment.records);
  }

  /** Parts that were written without the engine: it must find in them what was written. */
  async addClean(parts: readonly WrittenPart[]): Promise<void> {
    const { engine, inspected, request } = this.reading;
    for (const part of parts) {
      const records = await countRecords(engine, join(request.folder, part.parquet));
      this.add({ ...part, file: inspected.file.shown, records, clean: true }, part.records);
    }
  }

  /** The name of the next part. */
  nextName(): string {
    const file = String(this.reading.request.fileIndex).padStart(3, '0');
    const name = `part-${file}-${String(this.begun).padStart(4, '0')}.parquet`;
    this.begun += 1;
    return name;
  }

  /** Removes parts that were loaded and are to be read another way. */
  static async removeParts(folder: string, parts: readonly SnapshotPart[]): Promise<void> {
    for (const { parquet } of parts) await rm(join(folder, parquet), { force: true });
  }

  private next(path: string): PartRequest {
    const { inspected, request } = this.reading;
    const { delimiter, columns } = inspected.header;
    return {
      source: { path, delimiter, columns: columns.length },
      normalization: normalizationOf(this.reading),
      folder: request.folder,
      parquet: this.nextName(),
      file: inspected.file.shown,
    };
  }

  private add(part: SnapshotPart, written: number): void {
    this.loaded.push(part);
    if (part.records !== written)
      throw unbalanced(this.reading.inspected, {
        zh: `写出 ${written} 条记录，读入 ${part.records} 条`,
        en: `${written} records written, ${part.records} loaded`,
      });
  }
}

/** Loads each segment while the next one is being written. */
async function throughSegments(
  reading: ExportReading,
  loaded: PartList,
  clean: CleanWay | null,
): Promise<CarefulResult> {
  let inFlight: Promise<void> = Promise.resolve();
  const take: TakeSegment = async (segment) => {
    await inFlight;
    inFlight = loaded.addSegment(segment);
    // The rejection is awaited with the next segment; until then it must not count as unhandled.
    inFlight.catch(() => undefined);
  };
  try {
    const result = await writeSegments(segmentRequest(reading, clean), take);
    await inFlight;
    return result;
  } finally {
    await inFlight.catch(() => undefined);
  }
}

/** Columns of the file in which a line break is text; in a sheet of families a list may stand in any cell. */
export function freeTextColumns({ header }: Pick<InspectedExport, 'header'>): ReadonlySet<number> {
  const isFree = (index: number): boolean =>
    header.members !== null || mayHoldLineBreaks(header.mapping.columns[index]?.field ?? null);
  return new Set(header.headers.flatMap((_, index) => (isFree(index) ? [index] : [])));
}

function segmentRequest({ inspected, request }: ExportReading, clean: CleanWay | null): SegmentRequest {
  const { file, encoding, header } = inspected;
  return {
    file,
    encoding,
    header,
    freeText: freeTextColumns(inspected),
    clean,
    folder: request.folder,
    fileIndex: request.fileIndex,
  };
}

/** How clean lines become parts. */
export interface CleanWay extends CleanLines {
  readonly parts: CleanParts;
}

/** The way of clean lines of an export; null where a line is no record of one person. */
export function cleanLines({ inspected, request }: ExportReading, loaded: PartList): CleanWay | null {
  const checker = lineChecker(inspected, request);
  if (checker === null) return null;
  const { indexOf } = inspected.header.mapping;
  const parts = new CleanParts({
    checker,
    fields: effectiveFields(request.kind, request.overrides).flatMap((field) => {
      const column = indexOf.get(field.name);
      return column === undefined ? [] : [{ field, column }];
    }),
    width: inspected.header.mapping.columns.length,
    folder: request.folder,
    nextName: () => loaded.nextName(),
  });
  return { checker, parts, take: (run) => parts.run(run) };
}

function lineChecker(
  inspected: InspectedExport,
  { kind, overrides, mappings, asOf }: ReadExportRequest,
): LineChecker | null {
  const { header } = inspected;
  if (header.members !== null || inTenThousands(inspected.header, { kind, overrides }).size > 0) return null;
  const fields = new Map(effectiveFields(kind, overrides).map((field) => [field.name, field]));
  const columns = header.mapping.columns.map(({ field }) => fields.get(field ?? '') ?? null);
  const crlf = lineEnd(inspected) === '\r\n';
  return LineChecker.of({ kind, delimiter: header.delimiter, columns, mappings, asOf, crlf });
}

function normalizationOf({ inspected, request }: PartReading): NormalizationRequest {
  return {
    kind: request.kind,
    fields: effectiveFields(request.kind, request.overrides),
    indexOf: inspected.header.mapping.indexOf,
    inTenThousands: inTenThousands(inspected.header, request),
    mappings: request.mappings,
    asOf: request.asOf,
  };
}

/** The fields of sums whose column is in units of 10,000 yuan. */
function inTenThousands(
  { mapping }: InspectedExport['header'],
  { kind, overrides }: Pick<ReadExportRequest, 'kind' | 'overrides'>,
): ReadonlySet<string> {
  const sums = effectiveFields(kind, overrides).filter(({ type }) => type === 'amount');
  const isSuch = ({ name }: FieldSpec): boolean =>
    isInTenThousands(mapping.columns[mapping.indexOf.get(name) ?? -1]?.header ?? '');
  return new Set(sums.filter(isSuch).map(({ name }) => name));
}

type LineEnd = '\n' | '\r\n';

/** How most lines of an export end. */
function lineEnd({ facts }: InspectedExport): LineEnd {
  return facts.lineEndings.crlf > 0 ? '\r\n' : '\n';
}

/** The scanner and the cutter count lines apart; they must agree where both can. */
export function assertAllLinesSeen(inspected: InspectedExport, lines: number): void {
  const { facts, encoding } = inspected;
  const comparable = facts.lineEndings.cr === 0 && (encoding === 'utf-8' || encoding === 'gb18030');
  if (comparable && lines !== facts.lines)
    throw unbalanced(inspected, {
      zh: `扫描到 ${facts.lines} 行，读入 ${lines} 行`,
      en: `${facts.lines} lines scanned, ${lines} read`,
    });
}

function unbalanced({ file }: Pick<InspectedExport, 'file'>, what: Bilingual): BugError {
  return new BugError(`${file.shown}: ${what.en}`, {
    zh: `${file.shown}：${what.zh}`,
    code: 'E_COUNT_BALANCE',
    hint: 'please report this; nothing was published',
    file: file.shown,
  });
}
