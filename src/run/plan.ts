import { join } from 'node:path';
import type { Step } from '../engine/step.js';
import { forecastBlocking, type BlockingForecast } from '../linkage/blocking-forecast.js';
import type { LinkageModel } from '../linkage/model-file.js';
import type { Snapshot } from '../model/snapshot.js';
import { assessPlan } from './assess-stage.js';
import { prepareContext, type RunContext, type RunOptions } from './context.js';
import { openRunEngine } from './engine-session.js';
import { plannedRegistries, type PlannedRegistry } from './ingest-stage.js';
import { linkageInput, linkageModel, linkPlan } from './link-stage.js';
import { registerFunctions } from './scalar-functions.js';

/** A step as `--dry-run` prints it. */
export interface PlannedStep {
  readonly name: string;
  readonly purpose: string;
  readonly sql: string | null;
}

export interface PlannedStage {
  readonly name: string;
  /** True where the result is there already and the stage will not run. */
  readonly cached: boolean;
  readonly steps: readonly PlannedStep[];
}

export interface ProjectPlan {
  readonly asOf: string;
  readonly stages: readonly PlannedStage[];
  /** What blocking will cost; null until the snapshots of all registries are there. */
  readonly blocking: readonly BlockingForecast[] | null;
}

/**
 * What a run would do, in order. Reads exports only to know whether their snapshots are there, and snapshots that are
 * there for the forecast of blocking; writes nothing.
 */
export async function planProject(options: RunOptions): Promise<ProjectPlan> {
  const context = prepareContext({ ...options, readOnly: true });
  const { registries, asOf, leftOut } = await plannedRegistries(context);
  const setAside = leftOut.map(({ registry }) => registry);
  const snapshots = registries.map((registry) => registry.snapshot);
  const { model } = await linkageModel(context);
  const blocking = registries.every(({ cached }) => cached)
    ? await forecast(context, snapshots, model)
    : null;
  const linkFolder = join(context.layout.stages, 'link', '(new)');
  return {
    asOf,
    stages: [
      ...registries.map(ingestPlan),
      { name: 'link', cached: false, steps: linkPlan(context, snapshots, model, linkFolder).map(planned) },
      {
        name: 'assess',
        cached: false,
        steps: assessPlan(context, { snapshots, setAside, asOf }, linkFolder).map(planned),
      },
      { name: 'follow-up', cached: false, steps: [FOLLOW_UP] },
    ],
    blocking,
  };
}

async function forecast(
  context: RunContext,
  snapshots: readonly Snapshot[],
  model: LinkageModel,
): Promise<readonly BlockingForecast[]> {
  const engine = await openRunEngine(context);
  try {
    registerFunctions(engine, context.project.file.mappings);
    return await forecastBlocking(engine, linkageInput(context, snapshots, model, ''));
  } finally {
    await engine.close();
  }
}

function ingestPlan({ snapshot, cached, files }: PlannedRegistry): PlannedStage {
  return {
    name: `ingest ${snapshot.registry}`,
    cached,
    steps: files.map((file) => ({
      name: file.shown,
      purpose: 'scan, map the header, normalise, write Parquet',
      sql: null,
    })),
  };
}

const FOLLOW_UP: PlannedStep = {
  name: 'publish',
  purpose:
    'compare with the last run, write contracts, worklists, report and run.json, then name the run as current',
  sql: null,
};

function planned(step: Step): PlannedStep {
  return {
    name: step.name,
    purpose: step.purpose,
    sql: step.kind === 'sql' ? step.sql : (step.preview ?? null),
  };
}
