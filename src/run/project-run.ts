import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import type { Snapshot } from '../model/snapshot.js';
import { renderReport } from '../report/html.js';
import { assessStage, listingRules, type Assessed } from './assess-stage.js';
import { prepareContext, type RunContext, type RunOptions } from './context.js';
import { openRunEngine } from './engine-session.js';
import { describeRun } from './describe-run.js';
import { followUpStage, nextRunId, writeRunFile } from './follow-up-stage.js';
import { findingGates, gateStage, rememberRun, type GateResult } from './gate-stage.js';
import { hashOutputs } from './hash-outputs.js';
import { identitySnapshots } from './identity-snapshots.js';
import { ingestStage, type IngestResult } from './ingest-stage.js';
import { clearLeftovers } from './leftovers.js';
import { linkCharts, readLinkFigures } from './link-charts.js';
import { linkStage, type LinkResult } from './link-stage.js';
import { takeLock } from './lock.js';
import type { RunManifest } from './manifest.js';
import { RUN_FILES, type PublishedRun } from './results.js';
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
  await tellBlocking(context, engine, linked);
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

/** What each blocking rule of the link stage cost, for the log. */
async function tellBlocking(
  { options }: RunContext,
  engine: Engine,
  { folder, linkageModel }: LinkResult,
): Promise<void> {
  const figures = await readLinkFigures(engine, folder);
  const of = (figure: string, rule: string): number =>
    figures.find((one) => one.figure === figure && one.detail === rule)?.value ?? 0;
  for (const { name } of linkageModel.blocking) {
    options.listener({
      type: 'blocking',
      rule: name,
      pairs: of('blocking_forecast', name),
      largest: of('blocking_largest', name),
      blocksCapped: of('blocks_capped', name),
      pairsCapped: of('pairs_capped', name),
    });
  }
}
