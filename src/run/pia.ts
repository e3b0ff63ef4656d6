import { loadProject } from '../config/project.js';
import { LEDGER_FILE, readLedger } from '../followup/ledger.js';
import { readYields, type RuleYield } from '../followup/rule-yields.js';
import type { FindingKind } from '../model/finding.js';
import { isRegistryKind, KIND_SPECS } from '../model/registry-kinds.js';
import type { Words } from '../report/figures.js';
import { fieldsRead, type FieldsRead } from '../rules/fields-read.js';
import type { Rule } from '../rules/rule-file.js';
import { ruleReads } from '../rules/rule-reads.js';
import { projectLayout } from './layout.js';
import type { RegistryEntry, RunManifest } from './manifest.js';
import type { OutputUse } from './output-use.js';
import { readRecalls } from './recall.js';
import { findRun, readManifest } from './results.js';
import { projectRules } from './explain-finding.js';

/** What an impact assessment of personal information asks (PIPL art. 55, 56; reliability S21). No personal data. */
export interface ImpactAssessment {
  readonly format: 'yingbao-pia/1';
  readonly project: string;
  readonly runId: string;
  readonly asOf: string;
  readonly version: string;
  readonly sources: readonly AssessedSource[];
  readonly rules: readonly AssessedRule[];
  readonly outputs: readonly OutputUse[];
  readonly safeguards: {
    readonly coolingDays: number;
    readonly objectionDays: number;
    readonly secondPerson: true;
  };
}

export interface AssessedSource {
  readonly registry: string;
  readonly kind: string;
  readonly title: Words;
  readonly asOf: string;
  readonly records: number;
  readonly people: number;
  /** Fields that were read, by name; columns without one were left where they are. */
  readonly fields: readonly string[];
  readonly columnsNotRead: number;
}

export interface AssessedRule {
  readonly id: string;
  readonly version: number;
  readonly kind: FindingKind;
  /** What the rule is for, in a word, and what a finding says. */
  readonly purpose: Words;
  readonly says: Words;
  readonly basis: Rule['basis'];
  readonly owner: string;
  readonly lists: readonly string[];
  readonly fields: readonly FieldsRead[];
  readonly state: 'listed' | 'shadow' | 'skipped';
  /** Open findings of the run, and what visits have found so far; null before the first outcome. */
  readonly findings: number;
  readonly outcomes: Omit<RuleYield, 'rule'> | null;
}

/** The impact assessment of a published run: sources, rules, what visits found, outputs. Throws ConfigError. */
export function assessImpact(request: {
  readonly projectFolder: string;
  readonly runId?: string;
}): ImpactAssessment {
  const { folder, file } = loadProject(request.projectFolder);
  const layout = projectLayout(folder);
  const run = findRun(layout, request.runId);
  const manifest = readManifest(run);
  const rules = projectRules(folder);
  const kinds = new Map(rules.map(({ id, kind }) => [id, kind]));
  const yields = readYields(
    readLedger(layout.ledger, LEDGER_FILE),
    kinds,
    readRecalls(layout).map((recall) => recall.run),
  );
  const figures = new Map(yields.rules.map(({ rule, ...own }) => [rule, own]));
  const { coolingDays, objectionDays } = file.outcomes;
  return {
    format: 'yingbao-pia/1',
    project: file.name,
    runId: run.runId,
    asOf: manifest.asOf,
    version: manifest.version.yingbao,
    sources: manifest.registries.map(assessedSource),
    rules: rules
      .filter(({ id }) => !file.rules.disable.includes(id))
      .map((rule) => assessedRule(rule, manifest, figures.get(rule.id) ?? null)),
    outputs: manifest.uses,
    safeguards: { coolingDays, objectionDays, secondPerson: true },
  };
}

function assessedSource({ registry, kind, asOf, records, people, exports }: RegistryEntry): AssessedSource {
  const columns = exports.flatMap((one) => one.columns);
  const fields = columns.flatMap(({ field }) => (field === null ? [] : [field]));
  const unread = columns.filter(({ field }) => field === null).map(({ header }) => header);
  return {
    registry,
    kind,
    title: isRegistryKind(kind) ? KIND_SPECS[kind].title : { zh: kind, en: kind },
    asOf,
    records,
    people,
    fields: [...new Set(fields)].sort(),
    columnsNotRead: new Set(unread).size,
  };
}

function assessedRule(
  rule: Rule,
  { rules, findings }: RunManifest,
  outcomes: AssessedRule['outcomes'],
): AssessedRule {
  const entry = rules.find(({ id }) => id === rule.id);
  const open = findings.filter(({ rule: id, status }) => id === rule.id && !CLOSED.includes(status));
  return {
    id: rule.id,
    version: rule.version,
    kind: rule.kind,
    purpose: rule.title,
    says: rule.reason,
    basis: rule.basis,
    owner: rule.owner,
    lists: [...ruleReads(rule)].sort(),
    fields: fieldsRead(rule),
    state: entry === undefined ? 'skipped' : entry.shadow === null ? 'listed' : 'shadow',
    findings: open.reduce((sum, one) => sum + one.findings, 0),
    outcomes,
  };
}

const CLOSED: readonly string[] = ['resolved', 'suppressed'];
