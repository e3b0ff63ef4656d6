import { text, textList } from '../engine/sql.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { RuleConditions } from './select-rules.js';

/** Dates that can only lie in the past of a registry; births and deaths are checked record by record (D09, D13). */
const PAST: readonly (readonly [kind: RegistryKind, column: string])[] = [
  ['assistance', 'start_month'],
  ['disability', 'issue_date'],
  ['settlement', 'settlement_date'],
  ['petition', 'petition_date'],
  ['payment', 'pay_month'],
  ['payment', 'pay_date'],
];

/**
 * What only the batch as a whole shows, counted and never dropped; each query yields code, registry, records, amount:
 * D05 one ID under several names, D06 numbers a slip apart, D14 households without their head, D18 dates after the
 * registry's own as-of date, D19 payments to people on no roll.
 */
export function batchChecks({
  snapshots,
  setAside,
}: Pick<RuleConditions, 'snapshots' | 'setAside'>): readonly string[] {
  const kinds = new Set(snapshots.map(({ kind }) => kind));
  const whole = (kind: RegistryKind): boolean =>
    kinds.has(kind) && !setAside.some((registry) => registry.kind === kind);
  const left = setAside.map(({ registry }) => registry);
  return [
    CONFLICTING_NAMES,
    NEAR_NUMBERS,
    ...(whole('assistance') ? [HEADLESS] : []),
    ...PAST.filter(([kind]) => kinds.has(kind)).map(([kind, column]) => future(kind, column, left)),
    ...(whole('assistance') && whole('payment') ? [PAID_TO_NOBODY] : []),
  ];
}

const CONFLICTING_NAMES = [
  `SELECT 'D05', regexp_extract(source, '"registry":"([^"]*)"', 1), count(DISTINCT source), NULL`,
  'FROM identity_conflict',
  'GROUP BY 2',
].join('\n');

/** The records asked about; those elsewhere stand among the sources of the findings. */
const NEAR_NUMBERS =
  "SELECT 'D06', registry, count(DISTINCT source), NULL\nFROM near_number\nGROUP BY registry";

const HEADLESS = "SELECT 'D14', registry, count(*), NULL\nFROM headless_household\nGROUP BY registry";

const PAID_TO_NOBODY = [
  "SELECT 'D19', registry, count(*), sum(amount)",
  'FROM payment',
  "WHERE status = 'paid'",
  '  AND amount > 0',
  "  AND scheme IN ('dibao', 'dibao_single', 'tekun', 'orphan', 'defacto_orphan')",
  '  AND person_id NOT IN (SELECT person_id FROM coverage)',
  'GROUP BY registry',
].join('\n');

function future(kind: RegistryKind, column: string, left: readonly string[]): string {
  const others = left.length === 0 ? '' : `\n  AND registry NOT IN ${textList(left)}`;
  return `SELECT ${text('D18')}, registry, count(*), NULL\nFROM ${kind}\nWHERE ${column} > as_of${others}\nGROUP BY registry`;
}
