import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assetPath } from '../config/package-root.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import type { Step } from '../engine/step.js';
import { linkageSteps } from '../linkage/linkage-steps.js';
import { judgementsInForce } from '../linkage/judgements.js';
import type { LinkageInput } from '../linkage/linkage-input.js';
import { loadModel, type LinkageModel } from '../linkage/model-file.js';
import type { Snapshot } from '../model/snapshot.js';
import { keyOfStage, timedStage, walk, type RunContext } from './context.js';
import { readJudgements } from './judgement-file.js';
import { linkRecords } from './link-records.js';
import { wholeFolder } from './whole-folder.js';

export interface LinkResult {
  readonly folder: string;
  readonly key: string;
  readonly linkageModel: LinkageModel;
  readonly model: { readonly name: string; readonly version: number; readonly sha256: string };
}

/** Links the snapshots' records into persons; cached by the snapshots, the model and the program. */
export async function linkStage(
  context: RunContext,
  engine: Engine,
  snapshots: readonly Snapshot[],
  snapshotKeys: Readonly<Record<string, string>>,
): Promise<LinkResult> {
  const { model, sha256 } = await linkageModel(context);
  const { singlesUpTo } = context.project.file.linkage;
  const judgements = judgementsInForce(readJudgements(context.layout));
  const key = keyOfStage(context, { stage: 'link', snapshotKeys, model: sha256, singlesUpTo, judgements });
  const folder = join(context.layout.stages, 'link', key);
  await timedStage(context, { name: 'link', key, cached: existsSync(folder) }, () =>
    wholeFolder(folder, async (temporary) => {
      await walk(context, engine, 'link', linkPlan(context, snapshots, model, temporary));
    }),
  );
  return { folder, key, linkageModel: model, model: { name: model.name, version: model.version, sha256 } };
}

/** The steps of the stage. */
export function linkPlan(
  context: RunContext,
  snapshots: readonly Snapshot[],
  model: LinkageModel,
  folder: string,
): readonly Step[] {
  return linkageSteps(linkageInput(context, snapshots, model, folder));
}

/** What the stage is given. */
export function linkageInput(
  context: RunContext,
  snapshots: readonly Snapshot[],
  model: LinkageModel,
  folder: string,
): LinkageInput {
  return {
    registries: linkRecords(duckdbDialect, snapshots),
    model,
    folder,
    key: context.key,
    dialect: duckdbDialect,
    singlesUpTo: context.project.file.linkage.singlesUpTo,
    judgements: readJudgements(context.layout),
  };
}

/** The project's model file, else the one that ships. */
export async function linkageModel({
  project,
}: Pick<RunContext, 'project'>): Promise<{ model: LinkageModel; sha256: string }> {
  const own = project.file.linkage.model;
  const path =
    own === undefined ? assetPath('data', 'models', 'registries.json') : resolve(project.folder, own);
  const model = await loadModel(path, own ?? 'data/models/registries.json');
  return { model, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}
