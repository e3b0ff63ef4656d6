import { hmacSql, type HmacKey } from '../engine/keyed-hash.js';
import { text } from '../engine/sql.js';
import type { RegistryRecords } from './linkage-input.js';
import { identityText, sourceQuery } from './source.js';

/**
 * SQL for the key by which a judgement knows a record, over a row as `sourceQuery` yields it: its valid ID and name, or,
 * without an ID, its registry and all that is compared. It stays when lines move, registries come and go or other
 * records change; where the record itself says something else, the judgement has to be made again. Keyed as person ids.
 */
export function recordKeySql(key: HmacKey, registry: string): string {
  const said = `CASE
    WHEN eid IS NOT NULL THEN eid || '|' || coalesce(name, '')
    ELSE ${identityText('', registry)}
  END`;
  return `'R' || upper(left(${hmacSql(key, said)}, 24))`;
}

/** A query for `file`, `line` and `record_key` of the records of one registry. */
export function recordKeysQuery(key: HmacKey, registry: RegistryRecords): string {
  return `SELECT file, line, ${recordKeySql(key, text(registry.registry))} AS record_key
FROM (
${sourceQuery({ no: 0, registry })}
)`;
}
