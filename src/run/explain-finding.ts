import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '../config/package-root.js';
import { loadProject } from '../config/project.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine, Row } from '../engine/engine.js';
import { recordsQuery } from '../engine/records.js';
import { ident, number, text } from '../engine/sql.js';
import { readSnapshot } from '../ingest/snapshot.js';
import { ConfigError } from '../model/errors.js';
import type { SourceReference } from '../model/finding.js';
import { columnName } from '../model/kinds/field.js';
import { isRegistryKind, KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { loadRules } from '../rules/load-rules.js';
import type { Rule } from '../rules/rule-file.js';
import { sentRegistry } from '../rules/subject-registry.js';
import { openEngine } from './engine-session.js';
import { readLinks, readWaterfalls, type ExplainedLink, type PairExplanation } from './explain-links.js';
import { furtherColumns, type FurtherColumn } from './further-columns.js';
import { issuedIn } from './id-region.js';
import { projectLayout, type Layout } from './layout.js';
import type { RuleEntry, RunManifest } from './manifest.js';
import { maskField } from './mask-field.js';
import { findRun, readManifest, RUN_FILES, type PublishedRun } from './results.js';
import { shippedGazetteer } from './shipped-data.js';

/** A source row as it stands in its export: field → canonical value (masked unless revealed). */
export interface SourceRow extends SourceReference {
  readonly kind: RegistryKind;
  readonly asOf: string;
  /** Of the export that the row stands in, as `run.json` has it; null where the run does not know the file. */
  readonly sha256: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** What columns are called that the kind does not have. */
  readonly labels: Readonly<Record<string, FurtherColumn['label']>>;
}

/** Everything behind a finding. */
export interface FindingExplanation {
  readonly runId: string;
  readonly asOf: string;
  readonly finding: Readonly<Record<string, string | number | null>>;
  readonly sources: readonly SourceRow[];
  readonly links: readonly ExplainedLink[];
  /** For an analyst: how the weight of each scored pair inside this person came about. */
  readonly waterfalls: readonly PairExplanation[];
  readonly rule: RuleEntry & {
    readonly innocent: Rule['innocent'];
    readonly check: Rule['check'];
    readonly basis: Rule['basis'];
    /** What each parameter means. */
    readonly meanings: Readonly<Record<string, Rule['parameters'][string]['meaning']>>;
  };
}

/** The most source rows that are shown side by side; the finding's `sources` lists them all. */
const SHOWN_SOURCES = 12;

/** Explains a finding of a published run. Throws ConfigError when there is none of that id. */
export async function explainFinding(request: {
  readonly projectFolder: string;
  readonly findingId: string;
  readonly runId?: string;
  readonly reveal: boolean;
}): Promise<FindingExplanation> {
  const layout = projectLayout(request.projectFolder);
  const run = findRun(layout, request.runId);
  const manifest = readManifest(run);
  const engine = await openEngine(layout);
  try {
    const finding = await readFinding(engine, run, request.findingId);
    const references = (JSON.parse(String(finding['sources'])) as SourceReference[]).slice(0, SHOWN_SOURCES);
    const sources: SourceRow[] = [];
    for (const reference of references)
      sources.push(await readSource(engine, { layout, manifest, reveal: request.reveal }, reference));

    return {
      runId: run.runId,
      asOf: manifest.asOf,
      finding: shownFinding(finding, request.reveal),
      sources,
      links: await readLinks(engine, run, sources),
      waterfalls: await readWaterfalls(engine, { layout, manifest, run }, String(finding['person_id'])),
      rule: describeRule(manifest, projectRules(request.projectFolder), String(finding['rule_id'])),
    };
  } finally {
    await engine.close();
  }
}

/** The row of a finding in a run. Throws ConfigError where there is none. */
export async function readFinding(engine: Engine, run: PublishedRun, findingId: string): Promise<Row> {
  const relation = duckdbDialect.readParquet([join(run.folder, RUN_FILES.findings)]);
  const rows = await engine.rows(`SELECT * FROM ${relation} WHERE finding_id = ${text(findingId)}`);
  const [row] = rows;
  if (row === undefined) {
    const isId = /^[A-Z0-9]{1,40}$/.test(findingId);
    const unchecked = await isUnchecked(engine, run, findingId);
    throw new ConfigError(`run ${run.runId} has no finding ${isId ? findingId : '(not a finding id)'}`, {
      zh: `运行 ${run.runId} 中没有线索 ${isId ? findingId : '（不是线索编号）'}${unchecked ? '：本次未执行其规则，未检查；请用 --run 指定更早的运行' : ''}`,
      code: 'E_FINDING_MISSING',
      hint: unchecked
        ? 'this run did not check it, for its rule did not run: name an earlier run with --run'
        : 'finding ids stand in the worklists and in `yingbao export findings`',
    });
  }
  return row;
}

async function isUnchecked(engine: Engine, run: PublishedRun, findingId: string): Promise<boolean> {
  const file = join(run.folder, RUN_FILES.unchecked);
  if (!existsSync(file)) return false;
  const relation = duckdbDialect.readParquet([file]);
  const rows = await engine.rows(`SELECT 1 AS found FROM ${relation} WHERE finding_id = ${text(findingId)}`);
  return rows.length > 0;
}

/** The finding without its list of sources, which follows in full, and masked as the source rows are. */
function shownFinding(finding: Row, reveal: boolean): FindingExplanation['finding'] {
  const hidden: Readonly<Record<string, string | null>> = {
    name: maskField('name', 'name', String(finding['name'] ?? ''), reveal),
    address: reveal ? String(finding['address'] ?? '') : null,
  };
  const entries = Object.entries(finding).filter(([column]) => column !== 'sources') as [
    string,
    string | number | null,
  ][];
  return { ...Object.fromEntries(entries), ...hidden };
}

const ISSUED_LABEL = { issuedIn: { zh: '证件首次签发地', en: 'number first issued in' } };

/** The row at a place of a run, masked unless revealed. */
export async function readSource(
  engine: Engine,
  {
    layout,
    manifest,
    reveal,
  }: { readonly layout: Layout; readonly manifest: RunManifest; readonly reveal: boolean },
  reference: SourceReference,
): Promise<SourceRow> {
  const entry = manifest.registries.find((one) => one.registry === sentRegistry(reference.registry));
  if (entry === undefined || !isRegistryKind(entry.kind))
    throw new Error(`registry ${reference.registry} is not in the manifest`);
  const snapshot = await readSnapshot(join(layout.snapshots, entry.registry, entry.snapshot));
  const fields = KIND_SPECS[entry.kind].fields;
  const further = furtherColumns(snapshot);
  const columns = [...fields, ...further].map((field) => ident(columnName(field.name)));
  const rows = await engine.rows(
    [
      `SELECT ${columns.join(', ')}, flags`,
      `FROM (\n${recordsQuery(duckdbDialect, snapshot)}\n)`,
      `WHERE file = ${text(reference.file)}`,
      `  AND line = ${number(reference.line)}`,
    ].join('\n'),
  );
  const row = rows[0] ?? {};
  const shown = [...fields, ...further].flatMap((field): [string, string][] => {
    const value = row[columnName(field.name)];
    return value === null || value === undefined
      ? []
      : [[field.name, maskField(field.name, field.type, String(value), reveal)]];
  });
  const issued = issuedIn(shippedGazetteer(), String(row['id'] ?? ''));
  if (issued !== null) shown.push(['issuedIn', issued]);
  const flags = row['flags'];
  if (typeof flags === 'string') shown.push(['flags', flags]);
  return {
    ...reference,
    kind: entry.kind,
    asOf: entry.asOf,
    sha256: entry.exports.find(({ file }) => file === reference.file)?.sha256 ?? null,
    fields: Object.fromEntries(shown),
    labels: { ...ISSUED_LABEL, ...Object.fromEntries(further.map(({ name, label }) => [name, label])) },
  };
}

/** The rules in force for a project: those that ship and its own. */
export function projectRules(projectFolder: string): readonly Rule[] {
  const project = loadProject(projectFolder);
  const own = project.file.rules.folder;
  return loadRules(assetPath('src', 'rules', 'packs'), own === undefined ? null : join(project.folder, own));
}

function describeRule(
  manifest: RunManifest,
  rules: readonly Rule[],
  ruleId: string,
): FindingExplanation['rule'] {
  const entry = manifest.rules.find((one) => one.id === ruleId);
  const rule = rules.find((one) => one.id === ruleId);
  if (entry === undefined || rule === undefined) {
    throw new ConfigError(`the rule ${ruleId} of this run is no longer there`, {
      zh: `该次运行的规则 ${ruleId} 已不存在`,
      code: 'E_RULE_MISSING',
      hint: 'restore its file',
    });
  }
  const meanings = Object.fromEntries(
    Object.entries(rule.parameters).map(([name, { meaning }]) => [name, meaning]),
  );
  return { ...entry, innocent: rule.innocent, check: rule.check, basis: rule.basis, meanings };
}
