import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFile } from '../config/project-schema.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { renderReport } from '../report/html.js';
import { assessStage, ASSESS_FILES, ruleHash, type AssessResult } from './assess-stage.js';
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
import { findingGates, gateStage, rememberRun } from './gate-stage.js';
import { ingestStage, type IngestResult } from './ingest-stage.js';
import { clearLeftovers } from './leftovers.js';
import { judgementWarnings } from './judgement-file.js';
import { linkCharts, readLinkFigures } from './link-charts.js';
import { linkStage, type LinkResult } from './link-stage.js';
import { takeLock } from './lock.js';
import type { RunManifest } from './manifest.js';
import { RUN_FILES, type PublishedRun } from './results.js';
import {
  readBatchChecks,
  readFindingCounts,
  readLinkCounts,
  readPeople,
  readRefused,
  readShadow,
} from './run-figures.js';
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
  const { snapshots, asOf } = ingested;
  const gated = await gateStage(context, engine, ingested);
  const linked = await linkStage(context, engine, snapshots, ingested.keys);
  const assessed = await assessStage(context, engine, { snapshots, linked, asOf });
  const runId = nextRunId(context.layout.runs, asOf);
  const folder = join(context.layout.runs, runId);
  let manifest: RunManifest | undefined;
  await wholeFolder(folder, async (temporary) => {
    const followUp = await followUpStage(context, engine, { snapshots, linked, assessed, asOf }, temporary);
    const draft = await describeRun(context, engine, {
      runId,
      startedAt,
      ingested: { ...ingested, warnings: [...ingested.warnings, ...gated.warnings] },
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

interface RunParts {
  readonly runId: string;
  readonly startedAt: string;
  readonly folder: string;
  readonly ingested: IngestResult;
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
    exitStatus: 'published',
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
    rules: await describeRules(engine, assessed, file.rules.parameters),
    skippedRules: assessed.skipped,
    standards: { file: file.standards, rows: context.standards.length },
    linkage,
    links: await readLinkCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.links)),
    findings: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.findings)),
    unchecked: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.unchecked)),
    worklists: followUp.worklists,
    stages: context.stages,
    warnings: [
      ...ingested.warnings,
      ...judgementWarnings(context.layout, linkage),
      ...(await readBatchChecks(engine, duckdbDialect, join(assessed.folder, ASSESS_FILES.checks))),
    ],
    outputs: {},
  };
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
