import type { Standard } from '../config/standard.js';
import { isRegistryKind, KIND_SPECS, REGISTRY_KINDS } from '../model/registry-kinds.js';
import type { SetAside } from '../model/set-aside.js';
import { columnName } from '../model/kinds/field.js';
import type { Snapshot } from '../model/snapshot.js';
import { unsetParameters, type ParameterValues } from './compile.js';
import type { Department } from './departments.js';
import { readsRegistry, ruleReads } from './rule-reads.js';
import type { Rule } from './rule-file.js';
import { saysTrait } from './traits.js';

/** What decides whether a rule can run. */
export interface RuleConditions {
  readonly asOf: string;
  readonly staleDays: number;
  readonly snapshots: readonly Snapshot[];
  readonly departments: readonly Department[];
  /** Registries of kind custom that the project marks as authorised. */
  readonly authorised: readonly string[];
  readonly standards: readonly Standard[];
  readonly rules: readonly Rule[];
  readonly parameters: Readonly<Record<string, ParameterValues>>;
  readonly disabled: readonly string[];
  /** Registries that this run left out: no rule that reads a list of their kind may speak. */
  readonly setAside: readonly Pick<SetAside, 'registry' | 'kind'>[];
}

type Words = { readonly zh: string; readonly en: string };

/** A rule that does not run, and why. */
export interface SkippedRule {
  readonly id: string;
  readonly reason: Words;
}

/** Splits the rules into those that can run on these registries and standards and those that cannot. */
export function selectRules(input: RuleConditions): {
  readonly active: readonly Rule[];
  readonly skipped: readonly SkippedRule[];
} {
  const skipped: SkippedRule[] = [];
  const active = input.rules.filter((rule) => {
    const reason = CONDITIONS.map((condition) => condition(rule, input)).find((words) => words !== null);
    if (reason !== undefined) skipped.push({ id: rule.id, reason });
    return reason === undefined;
  });
  return { active, skipped };
}

type Condition = (rule: Rule, input: RuleConditions) => Words | null;

/** The first that fails gives the reason. */
const CONDITIONS: readonly Condition[] = [
  isEnabled,
  isComplete,
  hasRegistries,
  hasDepartments,
  isAuthorised,
  readsNoTrait,
  hasColumns,
  hasParameters,
  hasRecords,
  isFresh,
  hasStandard,
];

function isEnabled(rule: Rule, { disabled }: RuleConditions): Words | null {
  return disabled.includes(rule.id) ? { zh: '项目设置中已停用', en: 'disabled in the project file' } : null;
}

/** Half a roll would make people missed, half a list of deaths would keep quiet: the rule waits for the whole. */
function isComplete(rule: Rule, { setAside }: RuleConditions): Words | null {
  if (setAside.length === 0) return null;
  const reads = ruleReads(rule);
  const lost = setAside.filter((one) => readsRegistry(reads, one)).map(({ registry }) => registry);
  if (lost.length === 0) return null;
  return { zh: `本次搁置的名单：${lost.join('、')}`, en: `set aside in this run: ${lost.join(', ')}` };
}

function hasRegistries(rule: Rule, { snapshots }: RuleConditions): Words | null {
  const present = new Set(snapshots.map(({ kind }) => kind));
  const missing = REGISTRY_KINDS.filter((kind) => rule.requires.includes(kind) && !present.has(kind));
  if (missing.length === 0) return null;
  const named = missing.map((kind) => `${KIND_SPECS[kind].title.zh}（${kind}）`);
  return { zh: `缺少名单：${named.join('、')}`, en: `registry missing: ${missing.join(', ')}` };
}

function hasDepartments(rule: Rule, input: RuleConditions): Words | null {
  const missing = departmentsNeeded(rule, input).filter(
    (name) => departmentSnapshot(name, input) === undefined,
  );
  if (missing.length === 0) return null;
  return {
    zh: `未接入部门名单：${missing.map((name) => describe(name, input.departments, 'zh')).join('、')}`,
    en: `registry of another department missing: ${missing.map((name) => describe(name, input.departments, 'en')).join(', ')}`,
  };
}

function isAuthorised(rule: Rule, input: RuleConditions): Words | null {
  const closed = departmentsNeeded(rule, input).filter((name) => !input.authorised.includes(name));
  if (closed.length === 0) return null;
  return {
    zh: `未取得授权（yingbao.yaml 中未标 authorised: true）：${closed.map((name) => describe(name, input.departments, 'zh')).join('、')}`,
    en: `not authorised (no \`authorised: true\` in yingbao.yaml): ${closed.join(', ')}`,
  };
}

/**
 * Those that the rule requires, and those whose silence would name everybody; a registry that nobody documents has no
 * view to read while it is not there.
 */
function departmentsNeeded(rule: Rule, { departments }: RuleConditions): readonly string[] {
  const named = (views: Iterable<string>): readonly string[] =>
    [...views].filter((view) => view.startsWith('custom_')).map((view) => view.slice('custom_'.length));
  const read = named(ruleReads(rule)).filter((name) => !departments.some((one) => one.name === name));
  return [...new Set([...rule.departments, ...named(rule.absence), ...read])];
}

/** A column of the project's own may hold a trait under any name; its header tells (reliability S11). */
function readsNoTrait(rule: Rule, { snapshots }: RuleConditions): Words | null {
  if (rule.kind !== 'wrong') return null;
  const reads = ruleReads(rule);
  const words = new Set(rule.sql.toLowerCase().match(/[a-z_][a-z0-9_]*/g));
  const traits = snapshots
    .filter((snapshot) => readsRegistry(reads, snapshot))
    .flatMap(({ registry, exports }) =>
      exports.flatMap(({ columns }) =>
        columns
          .filter(({ header, field }) => field !== null && saysTrait(header) && words.has(columnName(field)))
          .map(({ header, field }) => `${registry}.${field ?? ''}（${header}）`),
      ),
    );
  if (traits.length === 0) return null;
  const shown = [...new Set(traits)];
  return {
    zh: `疑似错保规则不得以性别、民族、宗教、政治面貌为依据：${shown.join('、')}`,
    en: `a rule of people wrongly included must not read a trait: ${shown.join(', ')}`,
  };
}

function describe(name: string, departments: readonly Department[], lang: 'zh' | 'en'): string {
  const department = departments.find((one) => one.name === name);
  return department === undefined ? name : lang === 'zh' ? `${department.zh}（${name}）` : name;
}

function departmentSnapshot(name: string, { snapshots }: RuleConditions): Snapshot | undefined {
  return snapshots.find((snapshot) => snapshot.kind === 'custom' && snapshot.registry === name);
}

/** A column counts as there when one export of the kind has it; a plan knows no exports and asks nothing. */
function hasColumns(rule: Rule, input: RuleConditions): Words | null {
  const missing = Object.entries(rule.columns).flatMap(([view, wanted]) => {
    const present = presentFields(view, input.snapshots);
    if (present === null) return [];
    return wanted
      .filter((field) => !field.split('|').some((name) => present.has(name)))
      .map((field) => ({ place: `${view}.${field}`, header: headerOf(view, field, input.departments) }));
  });
  if (missing.length === 0) return null;
  const places = missing.map(({ place }) => place);
  return {
    zh: `名单缺少列：${missing.map(({ place, header }) => (header === null ? place : `${place}（${header}）`)).join('、')}`,
    en: `columns missing: ${places.join(', ')}`,
  };
}

/** What a department calls the column; of alternatives the first. */
function headerOf(view: string, field: string, departments: readonly Department[]): string | null {
  const [name = field] = field.split('|');
  if (isRegistryKind(view))
    return KIND_SPECS[view].fields.find((spec) => spec.name === name)?.synonyms[0] ?? null;
  const department = departments.find((one) => `custom_${one.name}` === view);
  return department?.columns[name]?.zh ?? null;
}

function presentFields(view: string, snapshots: readonly Snapshot[]): ReadonlySet<string> | null {
  const exports = exportsOf(view, snapshots);
  if (exports.length === 0) return null;
  return new Set(exports.flatMap((one) => one.columns.flatMap(({ field }) => field ?? [])));
}

function exportsOf(view: string, snapshots: readonly Snapshot[]): Snapshot['exports'] {
  return snapshots
    .filter(({ kind, registry }) =>
      view.startsWith('custom_')
        ? kind === 'custom' && registry === view.slice('custom_'.length)
        : kind === view,
    )
    .flatMap((snapshot) => snapshot.exports);
}

/** A list without a single record is a failed export, not a county where nobody is on it. */
function hasRecords(rule: Rule, { snapshots }: RuleConditions): Words | null {
  const delivered = rule.absence.filter((view) => exportsOf(view, snapshots).length > 0);
  // A plan knows no exports; beside it a list that is not there at all is as empty as one without records.
  const empty =
    delivered.length === 0 && snapshots.some(({ exports }) => exports.length > 0)
      ? rule.absence
      : delivered.filter((view) => exportsOf(view, snapshots).every(({ loaded }) => loaded === 0));
  if (empty.length === 0) return null;
  return {
    zh: `名单没有记录，不能以“未查到”为依据：${empty.join('、')}`,
    en: `registry without records, its silence proves nothing: ${empty.join(', ')}`,
  };
}

function hasParameters(rule: Rule, input: RuleConditions): Words | null {
  const unset = unsetParameters(rule, input.parameters[rule.id]);
  if (unset.length === 0) return null;
  return {
    zh: `未设置参数：${unset.join('、')}（yingbao.yaml 中 rules.parameters.${rule.id}）`,
    en: `parameters not set: ${unset.join(', ')} (rules.parameters.${rule.id} in yingbao.yaml)`,
  };
}

/** What a list does not say is evidence against somebody only while the list is fresh (reliability S15). */
function isFresh(rule: Rule, input: RuleConditions): Words | null {
  if (rule.kind !== 'wrong') return null;
  const stale = staleSnapshots(input).filter(({ kind, registry }) =>
    rule.absence.some((view) => (kind === 'custom' ? view === `custom_${registry}` : view === kind)),
  );
  if (stale.length === 0) return null;
  const shown = stale.map(({ registry, asOf }) => `${registry} ${asOf}`);
  return {
    zh: `名单已过期（超过${input.staleDays}天），不能以“未查到”为依据：${shown.join('、')}`,
    en: `registry older than ${input.staleDays} days, its silence proves nothing: ${shown.join(', ')}`,
  };
}

/** Registries that end more than `staleDays` before the as-of date. */
export function staleSnapshots({
  snapshots,
  asOf,
  staleDays,
}: Pick<RuleConditions, 'snapshots' | 'asOf' | 'staleDays'>): readonly Snapshot[] {
  const limit = Date.parse(asOf) - staleDays * 86_400_000;
  return snapshots.filter((snapshot) => Date.parse(snapshot.asOf) < limit);
}

/** Registries of other departments that may speak at all: authorised, and not stale. */
export function usableDepartments(input: RuleConditions): ReadonlySet<string> {
  const stale = new Set(staleSnapshots(input).map(({ registry }) => registry));
  return new Set(
    input.snapshots
      .filter(
        ({ kind, registry }) =>
          kind === 'custom' && input.authorised.includes(registry) && !stale.has(registry),
      )
      .map(({ registry }) => registry),
  );
}

function hasStandard(rule: Rule, { standards, asOf }: RuleConditions): Words | null {
  if (!rule.standard || standards.some((s) => s.scheme === 'dibao' && s.effectiveFrom <= asOf)) return null;
  return {
    zh: '未配置当期低保标准（standards.csv）',
    en: 'no dibao standard in force is configured (standards.csv)',
  };
}
