import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { oneRow, type Engine } from '../engine/engine.js';
import type { SnapshotPart } from '../model/snapshot.js';
import type { CsvSource } from './csv-source.js';
import { normalizationQuery, type NormalizationRequest } from './normalization-query.js';
import type { Segment } from './segment-writer.js';

export interface PartRequest {
  readonly source: CsvSource;
  readonly normalization: NormalizationRequest;
  /** Folder and name of the Parquet file. */
  readonly folder: string;
  readonly parquet: string;
  /** The export, as contracts name it. */
  readonly file: string;
}

/** Turns a segment into one Parquet part, in one statement, and removes it. */
export async function loadSegment(
  engine: Engine,
  segment: Segment,
  { source, normalization, folder, parquet, file }: PartRequest,
): Promise<SnapshotPart> {
  const path = join(folder, parquet);
  const query = normalizationQuery(source, normalization);
  await engine.run(engine.dialect.writeParquet(query, path, { keepOrder: true, quick: true }));
  await rm(segment.path, { force: true });
  return { parquet, file, firstLine: null, records: await countRecords(engine, path) };
}

/** What a reader finds in a part, which must be what was written into it. */
export async function countRecords(engine: Engine, path: string): Promise<number> {
  const source = engine.dialect.readParquet([path]);
  const { records } = await oneRow(engine, `SELECT count(*) AS records FROM ${source}`);
  return Number(records);
}
