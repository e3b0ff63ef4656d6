import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { oneRow, type Engine } from '../engine/engine.js';
import type { SnapshotPart } from '../model/snapshot.js';
import { cleanQuery } from './clean-query.js';
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
  const query =
    segment.seen === undefined
      ? normalizationQuery(source, normalization)
      : cleanQuery(source, normalization, segment.seen);
  await engine.run(engine.dialect.writeParquet(query, path, { keepOrder: true, quick: true }));
  const counted = await oneRow(
    engine,
    `SELECT count(*) AS records FROM ${engine.dialect.readParquet([path])}`,
  );
  await rm(segment.path, { force: true });
  return {
    parquet,
    file,
    firstLine: segment.firstLine,
    records: Number(counted['records']),
    ...(segment.seen === undefined ? {} : { clean: true }),
  };
}
