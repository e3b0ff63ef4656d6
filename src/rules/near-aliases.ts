import type { Dialect } from '../engine/dialect.js';
import { recordsQuery } from '../engine/records.js';
import { text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { Snapshot } from '../model/snapshot.js';
import { STREAMED_KINDS, tableStep } from './views.js';

export interface NearAliasInput {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
}

/**
 * `near_alias`: the other names that a record gives its person, as 张三妹（曾用名：张美兰）. The large lists are left out: they
 * are not written by hand.
 */
export function nearAliasStep({ dialect, snapshots }: NearAliasInput): Step {
  const aliases = snapshots
    .filter(({ kind }) => !STREAMED_KINDS.has(kind))
    .map((snapshot) =>
      [
        "SELECT r.source, p.person_id, unnest(string_split(r.name_alias, ' ')) AS name",
        `FROM (\n${recordsQuery(dialect, snapshot)}\n) AS r`,
        `JOIN person_record AS p ON p.registry = ${text(snapshot.registry)} AND p.record_no = r.record_no`,
        'WHERE r.name_alias IS NOT NULL',
      ].join('\n'),
    );
  const none =
    'SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS person_id, NULL::VARCHAR AS name WHERE false';
  return tableStep(
    'near_alias',
    'other names that records give their person',
    [none, ...aliases].join('\nUNION ALL\n'),
  );
}

/** The rows of a query and, under each other name that `key` leads to, once more; `known_as` says so. */
export function withAliases(query: string, key: 'source' | 'person_id'): string {
  return [
    `WITH own AS MATERIALIZED (\n${query}\n)`,
    'SELECT *, false AS known_as FROM own',
    'UNION ALL',
    'SELECT DISTINCT o.* REPLACE (a.name AS name), true',
    'FROM own AS o',
    `JOIN near_alias AS a ON a.${key} = o.${key} AND a.name <> o.name`,
  ].join('\n');
}
