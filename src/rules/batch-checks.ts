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
 * What only the batch as a whole shows, counted and never dropped: code, registry, records, amount. D14 households on a
 * roll without their head, D18 dates after the registry's own as-of date, D19 payments to people on no roll.
 */
export function batchChecksQuery({
  snapshots,
  setAside,
}: Pick<RuleConditions, 'snapshots' | 'setAside'>): string {
  const kinds = new Set(snapshots.map(({ kind }) => kind));
  const whole = (kind: RegistryKind): boolean =>
    kinds.has(kind) && !setAside.some((registry) => registry.kind === kind);
  const left = setAside.map(({ registry }) => registry);
  const parts = [
    "SELECT '' AS code, '' AS registry, 0 AS records, CAST(NULL AS DECIMAL(14, 2)) AS amount WHERE false",
    ...(whole('assistance') ? [HEADLESS] : []),
    ...PAST.filter(([kind]) => kinds.has(kind)).map(([kind, column]) => future(kind, column, left)),
    ...(whole('assistance') && whole('payment') ? [PAID_TO_NOBODY] : []),
  ];
  return [
    'SELECT code, registry, CAST(sum(records) AS BIGINT) AS records, CAST(sum(amount) AS DECIMAL(14, 2)) AS amount',
    `FROM (\n${parts.join('\nUNION ALL\n')}\n)`,
    'WHERE records > 0',
    'GROUP BY code, registry',
    'ORDER BY code, registry',
  ].join('\n');
}

/** Single-person cover, tekun and orphans are listed alone by their nature. */
const HEADLESS = [
  "SELECT 'D14', registry, count(DISTINCT household_key), NULL",
  'FROM household',
  'WHERE active',
  "  AND scheme IN ('dibao', 'edge', 'rigid')",
  '  AND household_key NOT IN (SELECT household_key FROM household WHERE is_head)',
  'GROUP BY registry',
].join('\n');

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
