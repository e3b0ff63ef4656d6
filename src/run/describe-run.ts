import { join } from 'node:path';
import type { ProjectFile } from '../config/project-schema.js';
import { ambiguousCounties } from '../config/standard-names.js';
import { STANDARDS_FILE } from '../config/standards.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import type { RuleYield } from '../followup/rule-yields.js';
import type { SetAside } from '../model/set-aside.js';
import { ASSESS_FILES, ruleHash, type AssessResult } from './assess-stage.js';
import { packageVersion } from './code-version.js';
import type { RunContext } from './context.js';
import type { FollowUpResult } from './follow-up-stage.js';
import type { IngestResult } from './ingest-stage.js';
import { judgementWarnings } from './judgement-file.js';
import { readLinkFigures } from './link-charts.js';
import type { LinkResult } from './link-stage.js';
import { formerNamesOf } from './former-names.js';
import type { RunManifest } from './manifest.js';
import { outputUses } from './output-use.js';
import type { Recall } from './recall.js';
import { RUN_FILES } from './results.js';
import {
  readFindingCounts,
  readLinkCounts,
  readPeople,
  readQuality,
  readRefused,
  readShadow,
} from './run-figures.js';

/** What a run has done, as far as its manifest tells. */
export interface RunParts {
  readonly runId: string;
  readonly startedAt: string;
  readonly folder: string;
  readonly ingested: IngestResult;
  readonly setAside: readonly SetAside[];
  readonly linked: LinkResult;
  readonly assessed: AssessResult;
  readonly followUp: FollowUpResult;
}

/** The manifest of a run: inputs, versions, parameters, counts and warnings. Hashes of outputs come last, from whoever publishes. */
export async function describeRun(
  context: RunContext,
  engine: Engine,
  parts: RunParts,
): Promise<RunManifest> {
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
    registries: describeRegistries(ingested, people),
    setAside: parts.setAside,
    recalled: followUp.recalls.all.map(({ run, when }) => ({ run, when })),
    rules: await describeRules(engine, assessed, file.rules.parameters),
    skippedRules: assessed.skipped,
    standards: { file: file.standards ?? STANDARDS_FILE, rows: context.standards.length },
    linkage,
    links: await readLinkCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.links)),
    findings: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.findings)),
    unchecked: await readFindingCounts(engine, duckdbDialect, join(parts.folder, RUN_FILES.unchecked)),
    yields: followUp.yields,
    waiting: followUp.waiting,
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

function describeRegistries(
  { snapshots, keys }: IngestResult,
  people: ReadonlyMap<string, number>,
): RunManifest['registries'] {
  return snapshots.map((snapshot) => ({
    registry: snapshot.registry,
    kind: snapshot.kind,
    asOf: snapshot.asOf,
    snapshot: keys[snapshot.registry] ?? '',
    records: snapshot.exports.reduce((sum, one) => sum + one.loaded, 0),
    rejected: snapshot.exports.reduce((sum, one) => sum + one.rejected, 0),
    people: people.get(snapshot.registry) ?? 0,
    exports: snapshot.exports,
    flags: snapshot.flags,
  }));
}

function runWarnings(
  context: RunContext,
  { ingested, followUp }: RunParts,
  linkage: RunManifest['linkage'],
): RunManifest['warnings'] {
  return [
    ...ingested.warnings,
    ...standardWarnings(context, ingested.asOf),
    ...followUp.recalls.unsaid.map(recallWarning),
    ...judgementWarnings(context.layout, linkage),
    ...followUp.yields.rules.filter(({ low }) => low).map(lowYieldWarning),
    ...followUp.waiting.filter(({ overdue }) => overdue > 0).map(overdueWarning),
  ];
}

/** Records that write such a county without its last character belong to none of them. */
function standardWarnings({ standards, project }: RunContext, asOf: string): RunManifest['warnings'] {
  const former = formerNamesOf(standards).map((one) => one.former);
  return ambiguousCounties(standards, asOf, former).map(({ counties }) => ({
    code: 'W_STANDARDS_ALIKE',
    registry: '',
    file: project.file.standards ?? STANDARDS_FILE,
    detail: counties.join('、'),
  }));
}

function overdueWarning({
  rule,
  overdue,
}: FollowUpResult['waiting'][number]): RunManifest['warnings'][number] {
  return { code: 'W_CONFIRMED_OVERDUE', registry: '', file: rule, detail: String(overdue) };
}

function lowYieldWarning({ rule, confirmed, notConfirmed }: RuleYield): RunManifest['warnings'][number] {
  return {
    code: 'W_RULE_YIELD_LOW',
    registry: '',
    file: rule,
    detail: `${confirmed} / ${confirmed + notConfirmed}`,
  };
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
