import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import type { HmacKey } from '../engine/keyed-hash.js';
import { number, text } from '../engine/sql.js';
import { readSnapshot } from '../ingest/snapshot.js';
import type { RegistryRecords } from '../linkage/linkage-input.js';
import { recordKeysQuery } from '../linkage/record-key.js';
import { ConfigError } from '../model/errors.js';
import type { Layout } from './layout.js';
import { linkRecords } from './link-records.js';
import type { RunManifest } from './manifest.js';

/** A record of a run, by its place. */
export interface FoundRecord {
  readonly registry: string;
  readonly file: string;
  readonly line: number;
  /** By which judgements know it. */
  readonly key: string;
}

/** `FILE:LINE` or `REGISTRY FILE:LINE`. */
const PLACE = /^(?:(\S+) )?(.+):(\d{1,9})$/;

export function isPlace(given: string): boolean {
  return PLACE.test(given);
}

/**
 * The record at a place, as `explain` shows it, in the registries of a run; the speaker of a petition unless
 * `…@subject` is named. Throws ConfigError where there is none, or several.
 */
export async function findRecord(
  engine: Engine,
  {
    registries,
    manifest,
  }: { readonly registries: readonly RegistryRecords[]; readonly manifest: RunManifest },
  key: HmacKey,
  place: string,
): Promise<FoundRecord> {
  const [, name, file = '', line = '0'] = PLACE.exec(place) ?? [];
  const sent = new Set(manifest.registries.map(({ registry }) => registry));
  const found: FoundRecord[] = [];
  for (const records of registries) {
    if (name === undefined ? !sent.has(records.registry) : records.registry !== name) continue;
    const rows = await engine.rows(`SELECT *
FROM (
${recordKeysQuery(key, records)}
)
WHERE line = ${number(Number(line))}
  AND (file = ${text(file)} OR ends_with(file, ${text(`/${file}`)}))`);
    for (const row of rows)
      found.push({
        registry: records.registry,
        file: String(row['file']),
        line: Number(line),
        key: String(row['record_key']),
      });
  }
  const [record] = found;
  if (record !== undefined && found.length === 1) return record;
  throw new ConfigError('no single record of the run stands at the place given', {
    zh: '该位置在本次运行中没有唯一的记录',
    code: 'E_JUDGEMENT_PLACE',
    hint: 'write `FILE:LINE` or `REGISTRY FILE:LINE`, as `yingbao explain` shows it',
  });
}

/** The registries of a run as linkage saw them, in its order. */
export async function registriesOfRun(
  layout: Layout,
  manifest: RunManifest,
): Promise<readonly RegistryRecords[]> {
  const snapshots = await Promise.all(
    manifest.registries.map(({ registry, snapshot }) =>
      readSnapshot(join(layout.snapshots, registry, snapshot)),
    ),
  );
  return linkRecords(duckdbDialect, snapshots);
}
