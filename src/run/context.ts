import { join } from 'node:path';
import { assetPath } from '../config/package-root.js';
import { loadProject, type Project } from '../config/project.js';
import type { Standard } from '../config/standard.js';
import { projectStandards } from '../config/standards.js';
import type { Engine } from '../engine/engine.js';
import { hmacKey, type HmacKey } from '../engine/keyed-hash.js';
import { runSteps } from '../engine/run-steps.js';
import type { Step } from '../engine/step.js';
import { ConfigError } from '../model/errors.js';
import { ruleParameters } from '../rules/compile.js';
import { loadRules } from '../rules/load-rules.js';
import type { Rule } from '../rules/rule-file.js';
import { codeVersion, stageKey } from './code-version.js';
import type { RunListener } from './events.js';
import { projectLayout, type Layout } from './layout.js';
import type { StageEntry } from './manifest.js';
import { secretKey } from './secret-key.js';

/** What a run may not find out for itself: where, which day, what time it is, who listens. */
export interface RunOptions {
  readonly projectFolder: string;
  /** Judge as of this day (YYYY-MM-DD); else the project's `asOf`, else the latest date of its registries. */
  readonly asOf?: string;
  readonly now: () => Date;
  /** These in place of those of the pack and the project's folder, which may be under repair. */
  readonly rules?: readonly Rule[];
  /** Leaves out a registry that cannot be read or that a gate holds, with all rules that read its kind; else it ends the run. */
  readonly keepGoing?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly listener: RunListener;
  /** Writes nothing: no key is made where there is none (plans show a stand-in). */
  readonly readOnly?: boolean;
}

/** Everything the stages share. */
export interface RunContext {
  readonly options: RunOptions;
  readonly project: Project;
  readonly layout: Layout;
  readonly standards: readonly Standard[];
  readonly rules: readonly Rule[];
  readonly code: string;
  readonly key: HmacKey;
  /** Grows as stages end. */
  readonly stages: StageEntry[];
}

/** Reads the project, its standards and its rules. Throws ConfigError before anything is written. */
export function prepareContext(options: RunOptions): RunContext {
  const project = loadProject(options.projectFolder);
  const layout = projectLayout(project.folder);
  const rules = options.rules ?? folderRules(project);
  for (const rule of rules) ruleParameters(rule, project.file.rules.parameters[rule.id]);
  return {
    options,
    project,
    layout,
    standards: projectStandards(project),
    rules,
    code: codeVersion(),
    key: hmacKey(secretKey(layout.secretKey, options.environment, options.readOnly === true)),
    stages: [],
  };
}

/** A parameter or a switch for a rule that does not exist is a typing mistake, not a default. */
function assertKnownRules(project: Project, rules: readonly Rule[]): void {
  const known = new Set(rules.map((rule) => rule.id));
  const named = [...Object.keys(project.file.rules.parameters), ...project.file.rules.disable];
  const unknown = named.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new ConfigError(`yingbao.yaml names rules that do not exist: ${unknown.join(', ')}`, {
      zh: `yingbao.yaml 提到了不存在的规则：${unknown.join('、')}；现有规则：${[...known].join('、')}`,
      code: 'E_RULE_UNKNOWN',
      hint: `the rules are: ${[...known].join(', ')}`,
      file: 'yingbao.yaml',
    });
  }
}

function folderRules(project: Project): readonly Rule[] {
  const { folder } = project.file.rules;
  const rules = loadRules(
    assetPath('src', 'rules', 'packs'),
    folder === undefined ? null : join(project.folder, folder),
  );
  assertKnownRules(project, rules);
  return rules;
}

/** Runs one stage's work with its events and its entry in the manifest. */
export async function timedStage<T>(
  context: RunContext,
  stage: { readonly name: string; readonly key: string; readonly cached: boolean },
  work: () => Promise<T>,
): Promise<T> {
  const { listener, now } = context.options;
  const started = now().getTime();
  listener({ type: 'stage-started', stage: stage.name, cached: stage.cached });
  const result = await work();
  const seconds = Math.round((now().getTime() - started) / 10) / 100;
  context.stages.push({ stage: stage.name, key: stage.key, cached: stage.cached, seconds });
  listener({ type: 'stage-finished', stage: stage.name, cached: stage.cached, seconds });
  return result;
}

/** Walks the steps of a stage and tells the listener where it is. */
export async function walk(
  context: RunContext,
  engine: Engine,
  stage: string,
  steps: readonly Step[],
): Promise<void> {
  await runSteps(engine, steps, (step, index) => {
    context.options.listener({ type: 'step-started', stage, step: step.name, index, of: steps.length });
  });
}

/** The key of a stage: its own parts, the program and the project's secret (by hash: ids depend on it). */
export function keyOfStage(context: RunContext, parts: Readonly<Record<string, unknown>>): string {
  return stageKey({ ...parts, code: context.code, secret: stageKey({ key: context.key.ipadHex }) });
}
