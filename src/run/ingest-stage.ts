import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegistryConfig } from '../config/project-schema.js';
import type { Engine } from '../engine/engine.js';
import { fingerprintFiles, type Fingerprint } from '../ingest/fingerprint.js';
import { ingestRegistry, readSnapshot, SNAPSHOT_FILE } from '../ingest/snapshot.js';
import { ConfigError } from '../model/errors.js';
import type { Snapshot } from '../model/snapshot.js';
import { keyOfStage, timedStage, type RunContext } from './context.js';
import { registryMappings } from '../config/registry-mappings.js';
import { dateInName, findExports, type ExportFile } from './find-exports.js';
import type { RunManifest } from './manifest.js';
import { assertSomethingLeft, leaveOutUnreadable, type LeftOut } from './set-aside.js';
import { assertMapped, unmappedNotes } from './unmapped.js';
import { replaceFile } from './whole-folder.js';

export interface IngestResult {
  readonly snapshots: readonly Snapshot[];
  /** Registry → key of its snapshot. */
  readonly keys: Readonly<Record<string, string>>;
  /** The day as of which the run judges. */
  readonly asOf: string;
  readonly warnings: RunManifest['warnings'];
  /** Registries whose exports cannot be read, with `--keep-going`. */
  readonly leftOut: readonly LeftOut[];
}

/** What is known of a registry before it is read. */
export interface PlannedRegistry {
  readonly registry: string;
  readonly config: RegistryConfig;
  readonly files: readonly ExportFile[];
  readonly key: string;
  readonly folder: string;
  readonly cached: boolean;
  /** The snapshot that is there, else what it will look like as far as plans need it. */
  readonly snapshot: Snapshot;
}

/** Reads every registry of the project into its snapshot; one that is there already is not read again. */
export async function ingestStage(context: RunContext, engine: Engine): Promise<IngestResult> {
  const { registries, asOf, fingerprints, leftOut: missing } = await plannedRegistries(context);
  const snapshots: Snapshot[] = [];
  const leftOut = [...missing];
  for (const planned of registries) {
    const { registry, key, cached } = planned;
    const read = timedStage(context, { name: `ingest ${registry}`, key, cached }, async () =>
      cached ? planned.snapshot : readRegistry(context, engine, planned),
    );
    try {
      snapshots.push(await read);
    } catch (error) {
      leftOut.push(leaveOutUnreadable(context, { registry, kind: planned.config.kind }, error));
    }
  }
  assertSomethingLeft(leftOut, snapshots.length);
  replaceFile(context.layout.fileIndex, `${JSON.stringify(fingerprints, null, 1)}\n`);
  assertMapped(snapshots.flatMap((snapshot) => snapshot.unmapped));
  return {
    snapshots,
    keys: Object.fromEntries(registries.map(({ registry, key }) => [registry, key])),
    asOf,
    warnings: snapshots.flatMap((snapshot) => [...exportNotes(snapshot), ...unmappedNotes(snapshot)]),
    leftOut,
  };
}

/** Finds the exports of every registry, their hashes and whether their snapshots are there. */
export async function plannedRegistries(context: RunContext): Promise<{
  readonly registries: readonly PlannedRegistry[];
  readonly asOf: string;
  readonly fingerprints: readonly Fingerprint[];
  /** Registries whose exports are not there, with `--keep-going`. */
  readonly leftOut: readonly LeftOut[];
}> {
  const { project, layout, options } = context;
  const { found, leftOut } = deliveredRegistries(context);
  assertSomethingLeft(leftOut, found.length);
  const asOf =
    options.asOf ??
    project.file.asOf ??
    latest(found.map(({ config, files }) => registryDate(config, files)));
  if (asOf === null) {
    throw new ConfigError('the run does not know as of which day to judge', {
      zh: '没有研判基准日：命令行、yingbao.yaml 和文件名中都没有日期',
      code: 'E_AS_OF_MISSING',
      hint: 'give --as-of, or `asOf` in yingbao.yaml, for the project or for each registry',
    });
  }
  const known = readIndex(layout.fileIndex);
  const fingerprints: Fingerprint[] = [];
  const registries: PlannedRegistry[] = [];
  for (const one of found) {
    const prints = await fingerprintFiles(one.files, known);
    fingerprints.push(...prints);
    registries.push(
      await planRegistry(context, { ...one, asOf: registryDate(one.config, one.files) ?? asOf }, prints),
    );
  }
  return { registries, asOf, fingerprints, leftOut };
}

interface DeliveredRegistry {
  readonly registry: string;
  readonly config: RegistryConfig;
  readonly files: readonly ExportFile[];
}

function deliveredRegistries(context: RunContext): {
  readonly found: readonly DeliveredRegistry[];
  readonly leftOut: readonly LeftOut[];
} {
  const { folder, file } = context.project;
  const found: DeliveredRegistry[] = [];
  const leftOut: LeftOut[] = [];
  for (const [registry, config] of Object.entries(file.registries)) {
    try {
      found.push({ registry, config, files: findExports(folder, registry, config.files) });
    } catch (error) {
      leftOut.push(leaveOutUnreadable(context, { registry, kind: config.kind }, error));
    }
  }
  return { found, leftOut };
}

async function planRegistry(
  context: RunContext,
  one: {
    readonly registry: string;
    readonly config: RegistryConfig;
    readonly files: readonly ExportFile[];
    readonly asOf: string;
  },
  prints: readonly Fingerprint[],
): Promise<PlannedRegistry> {
  const { registry, config, files, asOf } = one;
  const key = keyOfStage(context, {
    stage: 'ingest',
    registry,
    kind: config.kind,
    asOf,
    columns: config.columns,
    mappings: registryMappings(context.project.file, config),
    files: prints.map((print) => [print.file, print.sha256]),
    maxRejectShare: context.project.file.intake.maxRejectShare,
  });
  const folder = join(context.layout.snapshots, registry, key);
  const cached = existsSync(join(folder, SNAPSHOT_FILE));
  const snapshot = cached
    ? await readSnapshot(folder)
    : expectedSnapshot({ registry, config, files, asOf, folder });
  return { registry, config, files, key, folder, cached, snapshot };
}

async function readRegistry(
  context: RunContext,
  engine: Engine,
  planned: PlannedRegistry,
): Promise<Snapshot> {
  const { registry, config, files, folder, snapshot } = planned;
  const { file } = context.project;
  return ingestRegistry(engine, {
    registry,
    kind: config.kind,
    files,
    asOf: snapshot.asOf,
    columns: config.columns,
    mappings: registryMappings(file, config),
    folder,
    maxRejectShare: file.intake.maxRejectShare,
  });
}

/** A plan needs the shape of a snapshot only: one part per file. */
function expectedSnapshot(one: {
  readonly registry: string;
  readonly config: RegistryConfig;
  readonly files: readonly ExportFile[];
  readonly asOf: string;
  readonly folder: string;
}): Snapshot {
  return {
    registry: one.registry,
    kind: one.config.kind,
    asOf: one.asOf,
    folder: one.folder,
    parts: one.files.map((file, index) => ({
      parquet: `part-${String(index).padStart(3, '0')}-0000.parquet`,
      file: file.shown,
      firstLine: 2,
      records: 0,
    })),
    rejects: null,
    exports: [],
    flags: {},
    unmapped: [],
  };
}

/** The date a registry ends: stated, else the latest that its file names state. */
function registryDate(config: RegistryConfig, files: readonly ExportFile[]): string | null {
  return config.asOf ?? latest(files.map((file) => dateInName(file.shown)));
}

function latest(days: readonly (string | null)[]): string | null {
  return (
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? null
  );
}

function exportNotes(snapshot: Snapshot): RunManifest['warnings'] {
  return snapshot.exports.flatMap((one) =>
    one.warnings.map((warning) => ({
      code: warning.code,
      registry: snapshot.registry,
      file: one.file,
      ...(warning.line === null ? {} : { line: warning.line }),
      detail: warning.detail,
    })),
  );
}

function readIndex(path: string): readonly Fingerprint[] {
  if (!existsSync(path)) return [];
  return JSON.parse(readFileSync(path, 'utf8')) as readonly Fingerprint[];
}
