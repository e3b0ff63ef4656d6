import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '../config/package-root.js';
import type { Engine } from '../engine/engine.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Step } from '../engine/step.js';
import { LINK_FILES } from '../model/link.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import { assessSteps, isShadow, type AssessInput } from '../rules/assess.js';
import { loadDepartments } from '../rules/departments.js';
import { selectRules } from '../rules/select-rules.js';
import type { Rule } from '../rules/rule-file.js';
import { keyOfStage, timedStage, walk, type RunContext } from './context.js';
import { dateInName } from './find-exports.js';
import { formerNamesOf } from './former-names.js';
import type { Layout } from './layout.js';
import type { LinkResult } from './link-stage.js';
import { wholeFolder } from './whole-folder.js';

export const ASSESS_FILES = {
  findings: 'assessed.parquet',
  refused: 'refused.parquet',
  quality: 'quality.parquet',
  shadow: 'shadow.parquet',
} as const;

export interface AssessResult {
  readonly folder: string;
  readonly key: string;
  readonly active: readonly Rule[];
  /** Ids of the active rules whose findings are listed: all but shadows. */
  readonly listed: readonly string[];
  readonly skipped: ReturnType<typeof selectRules>['skipped'];
}

/** Rules over linked registries: findings without memory of earlier runs, cached by all that decides them. */
export async function assessStage(
  context: RunContext,
  engine: Engine,
  from: Assessed & { readonly linked: LinkResult },
): Promise<AssessResult> {
  const { linked } = from;
  const key = assessKey(context, linked.key, from);
  const folder = join(context.layout.stages, 'assess', key);
  const cached = existsSync(folder);
  await timedStage(context, { name: 'assess', key, cached }, () =>
    wholeFolder(folder, async (temporary) => {
      const input = assessInput(context, { ...from, linkFolder: linked.folder, folder: temporary });
      await engine.confine(confinedTo(context.layout));
      await walk(context, engine, 'assess', assessSteps(input));
    }),
  );
  const input = assessInput(context, { ...from, linkFolder: linked.folder, folder });
  const selected = selectRules(input);
  const listed = selected.active.filter((rule) => !isShadow(rule, input)).map(({ id }) => id);
  return { folder, key, ...selected, listed };
}

/** What rules are run on, and what the run does without. */
export interface Assessed {
  readonly snapshots: readonly Snapshot[];
  readonly setAside: readonly SetAside[];
  readonly asOf: string;
}

/** How many rules can list findings: none where too much was set aside. */
export function listingRules(context: RunContext, from: Assessed): number {
  const input = assessInput(context, { ...from, linkFolder: '', folder: '' });
  return selectRules(input).active.filter((rule) => !isShadow(rule, input)).length;
}

/** The steps of the stage as `--dry-run` prints them. */
export function assessPlan(
  context: RunContext,
  { snapshots, setAside, asOf }: Assessed,
  linkFolder: string,
): readonly Step[] {
  return assessSteps(
    assessInput(context, {
      snapshots,
      setAside,
      linkFolder,
      asOf,
      folder: join(context.layout.stages, 'assess', '(new)'),
    }),
  );
}

function assessKey(context: RunContext, linkKey: string, { snapshots, asOf, setAside }: Assessed): string {
  const { rules, standards, project } = context;
  return keyOfStage(context, {
    stage: 'assess',
    linkKey,
    asOf,
    undated: undatedRegistries(context, snapshots),
    standards,
    rules: rules.map((rule) => [rule.id, ruleHash(rule)]),
    parameters: project.file.rules.parameters,
    disabled: project.file.rules.disable,
    shadow: project.file.rules.shadow,
    staleDays: project.file.rules.staleDays,
    authorised: authorisedRegistries(context),
    county: project.file.county ?? null,
    setAside: setAside.map(({ registry, kind }) => [registry, kind]),
  });
}

/** SHA-256 of all that a rule says. */
export function ruleHash(rule: Rule): string {
  return createHash('sha256').update(JSON.stringify(rule)).digest('hex');
}

/** Where statements may reach once rules run: what we wrote ourselves. */
export function confinedTo({ snapshots, stages, runs, scratch }: Layout): readonly string[] {
  return [snapshots, stages, runs, scratch];
}

function authorisedRegistries({ project }: RunContext): readonly string[] {
  return Object.entries(project.file.registries)
    .filter(([, registry]) => registry.authorised)
    .map(([name]) => name);
}

/** Registries that neither the project nor the name of an export dates: the day of the run stands in (D15). */
function undatedRegistries({ project }: RunContext, snapshots: readonly Snapshot[]): readonly string[] {
  if (project.file.asOf !== undefined) return [];
  return snapshots
    .filter(({ registry, exports }) => {
      const dated = exports.some(({ file }) => dateInName(file.split('#')[0] ?? file) !== null);
      return project.file.registries[registry]?.asOf === undefined && !dated;
    })
    .map(({ registry }) => registry);
}

/** What the rules of a project are run on; results go to `folder`. */
export function assessInput(
  context: RunContext,
  from: Assessed & { readonly linkFolder: string; readonly folder: string },
): AssessInput {
  const { snapshots, setAside, linkFolder, asOf, folder } = from;
  const { file } = context.project;
  return {
    dialect: duckdbDialect,
    snapshots,
    setAside,
    personsFile: join(linkFolder, LINK_FILES.persons),
    conflictsFile: join(linkFolder, LINK_FILES.conflicts),
    linksFile: join(linkFolder, LINK_FILES.links),
    pairsFile: existsSync(join(linkFolder, LINK_FILES.pairs)) ? join(linkFolder, LINK_FILES.pairs) : null,
    key: context.key,
    asOf,
    standards: context.standards,
    formerCounties: formerNamesOf(context.standards),
    defaultCounty: file.county ?? null,
    rules: context.rules,
    parameters: file.rules.parameters,
    disabled: file.rules.disable,
    shadow: file.rules.shadow,
    staleDays: file.rules.staleDays,
    ruleMinutes: file.rules.minutes,
    authorised: authorisedRegistries(context),
    departments: loadDepartments(assetPath('data', 'departments.json')),
    findingsFile: join(folder, ASSESS_FILES.findings),
    refusedFile: join(folder, ASSESS_FILES.refused),
    undated: undatedRegistries(context, snapshots),
    qualityFile: join(folder, ASSESS_FILES.quality),
    shadowFile: join(folder, ASSESS_FILES.shadow),
  };
}
