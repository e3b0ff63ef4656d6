import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { assertColumnsFound } from './acceptance.js';
import type { ColumnOverrides } from './header-mapping.js';
import { readRegistry } from './read-registry.js';
import { writeRejects } from './rejects.js';
import type { Mappings } from './scalar-functions.js';
import type { ExportFile } from './scan.js';
import { countFlags, findUnmapped } from './snapshot-figures.js';

export const SNAPSHOT_FILE = 'snapshot.json';

export interface IngestRequest {
  readonly registry: string;
  readonly kind: RegistryKind;
  readonly files: readonly ExportFile[];
  /** Day to which the registry is complete, YYYY-MM-DD. */
  readonly asOf: string;
  /** `columns:` of the registry: field → header. */
  readonly columns: ColumnOverrides;
  readonly mappings: Mappings;
  /** Where the snapshot will stand; written under another name and renamed when it is whole. */
  readonly folder: string;
  /** Rejects above this share of a file's records stop the run. */
  readonly maxRejectShare: number;
  /** `keep` also goes on after an unclosed quote or a cut last line; default `stop`. */
  readonly onReject?: 'stop' | 'keep';
}

/**
 * Reads all exports of a registry into a snapshot folder: Parquet parts, rejects, `snapshot.json`. The engine must know
 * `ingestFunctions`. Throws InputError where a file cannot be read or lost too much, ConfigError where `columns:` names
 * what no file has; nothing is left behind then.
 */
export async function ingestRegistry(engine: Engine, request: IngestRequest): Promise<Snapshot> {
  const work = join(dirname(request.folder), `.${basename(request.folder)}.partial-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const snapshot = await ingestInto(engine, request, work);
    await writeFile(join(work, SNAPSHOT_FILE), `${JSON.stringify(withoutFolder(snapshot), null, 2)}\n`, {
      mode: 0o600,
    });
    await rm(request.folder, { recursive: true, force: true });
    await rename(work, request.folder);
    return { ...snapshot, folder: request.folder };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

/** Reads the manifest of a snapshot folder. Throws what the file system throws where there is none. */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const manifest = JSON.parse(await readFile(join(folder, SNAPSHOT_FILE), 'utf8')) as Omit<
    Snapshot,
    'folder'
  >;
  return { ...manifest, folder };
}

async function ingestInto(engine: Engine, request: IngestRequest, folder: string): Promise<Snapshot> {
  const { kind, columns: overrides, mappings, asOf } = request;
  const exports = await readRegistry(engine, { ...request, kind, overrides, mappings, asOf, folder });
  assertColumnsFound(request, exports);
  const rejects = await writeRejects(
    engine,
    folder,
    exports.map(({ report, original, headers, rejects: list }) => {
      return { shown: report.file, original, headers, rejects: list };
    }),
  );
  await removeDeliveries(folder);
  const parts = exports.flatMap((one) => one.parts);
  // Clean parts hold no flag and no unknown category.
  const doubtful = parts.filter(({ clean }) => clean !== true).map(({ parquet }) => join(folder, parquet));
  return {
    registry: request.registry,
    kind,
    asOf,
    folder,
    parts,
    rejects,
    exports: exports.map(({ report }) => report),
    flags: await countFlags(engine, doubtful),
    unmapped: await findUnmapped(engine, kind, doubtful),
  };
}

/** What was unpacked or read from sheets holds plain names and is needed only until rejects have their bytes. */
async function removeDeliveries(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.delivery-')) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function withoutFolder(snapshot: Snapshot): Omit<Snapshot, 'folder'> {
  return Object.fromEntries(Object.entries(snapshot).filter(([key]) => key !== 'folder')) as Omit<
    Snapshot,
    'folder'
  >;
}
