import { REGISTRY_KINDS } from '../model/registry-kinds.js';
import type { Rule } from './rule-file.js';
import { relationsRead } from './sql-relations.js';
import { sqlTokens } from './sql-tokens.js';
import { SUPPRESSOR_SPECS } from './suppressors.js';
import { isRuleView } from './view-columns.js';

/**
 * The lists behind the views that several rules share: kinds of registry, or `custom_<name>`; `*` means every
 * list. Places, standards and shares are no evidence: `person_place` and `county_map` say only whose standard holds,
 * `registry_flaw` only whether a flaw that a rule found itself is the whole registry's.
 */
export const READS_OF_VIEWS: Readonly<Record<string, readonly string[]>> = {
  registry_date: ['*'],
  person: ['*'],
  standard_now: [],
  person_place: [],
  county_map: [],
  coverage: ['assistance'],
  coverage_month: ['assistance', 'payment'],
  covered_person: ['assistance'],
  household: ['assistance'],
  household_now: ['assistance'],
  certificate: ['disability'],
  allowance: ['assistance', 'payment'],
  insured: ['insurance', 'assistance'],
  settlement_net: ['settlement'],
  assisted_settlement: ['settlement', 'assistance', 'custom_monitored'],
  dead_person: ['death'],
  good_income: ['insurance'],
  petition_person: ['petition'],
  hukou_home: ['custom_hukou', 'death'],
  kin: ['custom_hukou', 'death', 'assistance'],
  identity_conflict: ['*'],
  contested_number: ['*'],
  perhaps_insured: ['insurance', 'assistance'],
  registry_flaw: [],
  marked_record: ['assistance'],
  hardship_event: ['disability', 'settlement', 'assistance', 'custom_monitored', 'custom_unemployment'],
  headless_household: ['assistance'],
  near_number: ['*'],
};

/** The lists that decide what a rule finds or shows: required, read, silent, or speaking against it. */
export function ruleReads(rule: Rule): ReadonlySet<string> {
  const named = [
    ...rule.requires,
    ...rule.departments.map((name) => `custom_${name}`),
    ...Object.keys(rule.columns),
    ...Object.keys(rule.reads),
    ...rule.absence,
    ...relationsRead(sqlTokens(rule.sql) ?? [], isRuleView),
  ];
  const against = rule.suppressors.flatMap((name) => SUPPRESSOR_SPECS[name].reads);
  return new Set([...named.flatMap((name) => READS_OF_VIEWS[name] ?? [name]), ...against]);
}

/** True where a rule reads a list of the same kind as this registry (of other departments: the very list). */
export function readsRegistry(
  reads: ReadonlySet<string>,
  { registry, kind }: { readonly registry: string; readonly kind: string },
): boolean {
  if (reads.has('*')) return true;
  if (kind !== 'custom') return reads.has(kind);
  return reads.has('custom') || reads.has(`custom_${registry}`);
}

/** Kinds and views that a rule may name and that are not mapped: a test keeps this empty. */
export function unmappedViews(views: readonly string[]): readonly string[] {
  const kinds: readonly string[] = REGISTRY_KINDS;
  return views.filter((view) => !kinds.includes(view) && READS_OF_VIEWS[view] === undefined);
}
