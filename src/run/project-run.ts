import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFile } from '../config/project-schema.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import { renderReport } from '../report/html.js';
import {
  assessStage,
  ASSESS_FILES,
  ruleHash,
  listingRules,
  type Assessed,
  type AssessResult,
} from './assess-stage.js';
import { packageVersion } from './code-version.js';
import { prepareContext, type RunContext, type RunOptions } from './context.js';
import { openRunEngine } from './engine-session.js';
import {
  followUpStage,
  hashOutputs,
  nextRunId,
  writeRunFile,
  type FollowUpResult,
} from './follow-up-stage.js';
import { findingGates, gateStage, rememberRun, type GateResult } from './gate-stage.js';
import { identitySnapshots } from './identity-snapshots.js';
import { ingestStage, type IngestResult } from './ingest-stage.js';
import { clearLeftovers } from './leftovers.js';
import { judgementWarnings } from './judgement-file.js';
import { linkCharts, readLinkFigures } from './link-charts.js';
import { linkStage, type LinkResult } from './link-stage.js';
import { takeLock } from './lock.js';
import type { RunManifest } from './manifest.js';
import { outputUses } from './output-use.js';
import type { Recall } from './recall.js';
import { RUN_FILES, type PublishedRun } from './results.js';
import {
  readFindingCounts,
  readLinkCounts,
  readPeople,
  readQuality,
  readRefused,
  readShadow,
} from './run-figures.js';
import { assertSomethingLeft } from './set-aside.js';
import { registerFunctions } from './scalar-functions.js';
import { replaceFile, wholeFolder } from './whole-folder.js';

/**
 * The main job: ingest → link → assess → follow-up → publish. A run is published whole or not at all; until
 * `current.json` names it, yesterday's lists stand. Throws YingbaoError.
 */
export async function runProject(
  options: RunOptions,
): Promise<PublishedRun & { readonly manifest: RunManifest }> {
  const context = prepareContext(options);
  mkdirSync(context.layout.state, { recursive: true, mode: 0o700 });
  const release = takeLock(context.layout.lock, options.now());
  try {
    clearLeftovers(context.layout);
    const engine = await openRunEngine(context);
    try {
      registerFunctions(engine, context.project.file.mappings);
      return await runStages(context, engine);
    } finally {
      await engine.close();
    }
  } finally {
    release();
  }
}

async function runStages(
  context: RunContext,
  engine: Engine,
): Promise<PublishedRun & { readonly manifest: RunManifest }> {
  const startedAt = context.options.now().toISOString();
  const ingested = await ingestStage(context, engine);
  const { asOf } = ingested;
  const gated = await gateStage(context, engine, ingested);
  const delivered = await whatIsLeft(context, ingested, gated);
  const { setAside, snapshots, known, keys, resolves } = delivered;
  const linked = await linkStage(context, engine, known, keys);
  const assessed = await assessStage(context, engine, { snapshots: known, setAside, linked, asOf });
  const runId = nextRunId(context.layout.runs, asOf);
  const folder = join(context.layout.runs, runId);
  let manifest: RunManifest | undefined;
  await wholeFolder(folder, async (temporary) => {
    const from = { snapshots, linked, assessed, asOf, setAside, resolves, runId };
    const followUp = await followUpStage(context, engine, from, temporary);
    const draft = await describeRun(context, engine, {
      runId,
      startedAt,
      ingested: { ...ingested, snapshots, warnings: [...ingested.warnings, ...gated.warnings] },
      setAside,
      linked,
      assessed,
      followUp,
      folder: temporary,
    });
    const released = findingGates(context, gated, draft.findings);
    writeRunFile(temporary, RUN_FILES.report, renderReport(draft, await linkCharts(engine, linked)));
    manifest = {
      ...draft,
      warnings: [...draft.warnings, ...released],
      outputs: await hashOutputs(temporary),
    };
    writeRunFile(temporary, RUN_FILES.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  });
  if (manifest === undefined) throw new Error(`run folder ${runId} exists already`);
  replaceFile(context.layout.current, `${JSON.stringify({ runId })}\n`);
  rememberRun(context, gated, manifest.findings, asOf);
  context.options.listener({ type: 'published', runId, folder });
  return { runId, folder, manifest };
}

interface Delivered extends Assessed {
  /** What is published: all but what was set aside. */
  readonly snapshots: readonly Snapshot[];
  /** What says who is who: also the last snapshots of what was set aside. */
  readonly known: readonly Snapshot[];
  /** Registry → key of its snapshot, of `known`, in the order of the project file. */
  readonly keys: Readonly<Record<string, string>>;
  readonly resolves: boolean;
}

/** Throws the error of what was set aside where no rule could speak: an empty list would replace yesterday's. */
async function whatIsLeft(
  context: RunContext,
  ingested: IngestResult,
  { setAside, leftOut }: GateResult,
): Promise<Delivered> {
  const { asOf } = ingested;
  const isAside = new Set(setAside.map(({ registry }) => registry));
  const snapshots = ingested.snapshots.filter(({ registry }) => !isAside.has(registry));
  const identity = await identitySnapshots(context, setAside);
  const all = new Map([...snapshots, ...identity.snapshots].map((one) => [one.registry, one]));
  const names = Object.keys(context.project.file.registries).filter((registry) => all.has(registry));
  const known = names.flatMap((registry) => all.get(registry) ?? []);
  if (setAside.length > 0)
    assertSomethingLeft(
      [...ingested.leftOut, ...leftOut],
      listingRules(context, { snapshots: known, setAside, asOf }),
    );
  const keys = Object.fromEntries(
    names.map((registry) => [registry, identity.keys[registry] ?? ingested.keys[registry] ?? '']),
  );
  return { snapshots, known, keys, setAside, asOf, resolves: identity.complete };
}

interface RunParts {
  readonly runId: string;
  readonly startedAt: string;
  readonly folder: string;
  readonly ingested: IngestResult;
  readonly setAside: readonly SetAside[];
  readonly linked: LinkResult;
  readonly assessed: AssessResult;
  readonly followUp: FollowUpResult;
}

async function describeRun(context: RunContext, engine: Engine, parts: RunParts): Promise<RunManifest> {
  const { ingested, linked, assessed, followUp } = parts;
  const people = await readPeople(
    engine,
    duckdbDialect,
    join(linked.folder, 'persons.parquet'),
    ingested.snapshots,
  );
  const { file } = context.project;
  const linkage = await readLinkFigures(engine, linked.folder);
  return {
    format: 'yingbao-run/1',
    runId: parts.runId,
    startedAt: parts.startedAt,
    finishedAt: context.options.now().toISOString(),
    exitStatus: parts.setAside.length > 0 ? 'partial' : 'published',
    asOf: ingested.asOf,
    version: { yingbao: packageVersion(), code: context.code, engine: await engine.version() },
    model: linked.model,
    linkKey: linked.key,
    registries: ingested.snapshots.map((snapshot) => ({
      registry: snapshot.registry,
      kind: snapshot.kind,
      asOf: snapshot.asOf,
      snapshot: ingested.keys[snapshot.registry] ?? '',
      records: snapshot.exports.reduce((sum, one) => sum + one.loaded, 0),
      rejected: snapshot.exports.reduce((sum, one) => sum + one.rejected, 0),
      people: people.get(snapshot.registry) ?? 0,
      exports: snapshot.exports,
      flags: snapshot.flags,
    })),
    setAside: parts.setAside,
    recalled: followUp.recalls.all.map(({ run, when }) => ({ run, when })),
    rules: await describeRules(engine, assessed, file.rules.parameters),
    skippedRules: assessed.skipped,
    standards: { file: file.standards, rows: context.standards.length },
    linkage,
    links: await readLinkCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.links)),
    findings: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.findings)),
    unchecked: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.unchecked)),
    quality: await readQuality(engine, duckdbDialect, join(parts.folder, RUN_FILES.quality)),
    worklists: followUp.worklists,
    recheck: followUp.recheck,
    subgroups: followUp.subgroups,
    uses: outputUses(file.outputs.retentionDays ?? null),
    stages: context.stages,
    warnings: runWarnings(context, parts, linkage),
    outputs: {},
  };
}

function runWarnings(
  context: RunContext,
  { ingested, followUp }: RunParts,
  linkage: RunManifest['linkage'],
): RunManifest['warnings'] {
  return [
    ...ingested.warnings,
    ...followUp.recalls.unsaid.map(recallWarning),
    ...judgementWarnings(context.layout, linkage),
  ];
}

function recallWarning({ run, when }: Recall): RunManifest['warnings'][number] {
  return { code: 'W_RUN_RECALLED', registry: '', file: run, detail: when };
}

async function describeRules(
  engine: Engine,
  assessed: AssessResult,
  parameters: ProjectFile['rules']['parameters'],
): Promise<RunManifest['rules']> {
  const refused = await readRefused(engine, duckdbDialect, join(assessed.folder, ASSESS_FILES.refused));
  const shadow = await readShadow(engine, duckdbDialect, join(assessed.folder, ASSESS_FILES.shadow));
  return assessed.active.map((rule) => ({
    id: rule.id,
    version: rule.version,
    title: rule.title,
    parameters: effectiveParameters(rule, parameters[rule.id]),
    sha256: ruleHash(rule),
    refused: refused.get(rule.id) ?? 0,
    shadow: assessed.listed.includes(rule.id) ? null : (shadow.get(rule.id) ?? { findings: 0, people: 0 }),
  }));
}

function effectiveParameters(
  rule: AssessResult['active'][number],
  own: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rule.parameters).map(([name, spec]) => [name, own[name] ?? spec.default]),
  );
}
