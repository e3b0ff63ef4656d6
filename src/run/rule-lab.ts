import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { runSteps } from '../engine/run-steps.js';
import { readSnapshot } from '../ingest/snapshot.js';
import { ConfigError } from '../model/errors.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import { assessSteps, type AssessInput } from '../rules/assess.js';
import { assessInput, confinedTo } from './assess-stage.js';
import { prepareContext, type RunContext, type RunOptions } from './context.js';
import { openEngine } from './engine-session.js';
import { findRun, readManifest } from './results.js';
import { registerFunctions } from './scalar-functions.js';

/** A published run whose snapshots and links are still there, so that rules can be tried on them. */
export interface RuleLab {
  readonly context: RunContext;
  readonly runId: string;
  readonly asOf: string;
  readonly snapshots: readonly Snapshot[];
  readonly setAside: readonly SetAside[];
  readonly linkFolder: string;
}

/** Opens the last published run, or the one named. Throws ConfigError where its intermediate results are gone. */
export async function openRuleLab(options: RunOptions, runId?: string): Promise<RuleLab> {
  const context = prepareContext({ ...options, readOnly: true });
  const run = findRun(context.layout, runId);
  const manifest = readManifest(run);
  const linkFolder = join(context.layout.stages, 'link', manifest.linkKey);
  const folders = manifest.registries.map(({ registry, snapshot }) =>
    join(context.layout.snapshots, registry, snapshot),
  );
  if (![linkFolder, ...folders].every((folder) => existsSync(folder))) {
    throw new ConfigError(`the snapshots or links of run ${run.runId} are no longer there`, {
      zh: `运行 ${run.runId} 的快照或关联结果已不存在`,
      code: 'E_STAGE_MISSING',
      hint: 'run `yingbao run` again',
    });
  }
  const snapshots: Snapshot[] = [];
  for (const folder of folders) snapshots.push(await readSnapshot(folder));
  const { asOf, setAside } = manifest;
  return { context, runId: run.runId, asOf, snapshots, setAside, linkFolder };
}

/** What a trial leaves behind until `read` returns. */
export interface Trial {
  readonly engine: Engine;
  readonly input: AssessInput;
  /** SQL relation of the findings without status. */
  readonly findings: string;
}

/** Runs rules on the lab's data in a scratch folder, hands the findings to `read`, and leaves nothing. */
export async function tryRules<T>(
  lab: RuleLab,
  changes: Partial<Pick<AssessInput, 'rules' | 'standards' | 'shadow' | 'disabled'>>,
  read: (trial: Trial) => Promise<T>,
): Promise<T> {
  const { context, linkFolder } = lab;
  const { threads, memoryLimitMb } = context.project.file.engine;
  const folder = join(context.layout.scratch, `trial-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const engine = await openEngine(context.layout, {
    memoryLimitMb,
    ...(threads === undefined ? {} : { threads }),
  });
  try {
    registerFunctions(engine, context.project.file.mappings);
    await engine.confine(confinedTo(context.layout));
    const input = { ...assessInput(context, { ...lab, linkFolder, folder }), ...changes };
    await runSteps(engine, assessSteps(input));
    return await read({ engine, input, findings: duckdbDialect.readParquet([input.findingsFile]) });
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
