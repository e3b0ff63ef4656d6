import { hmacSql, type HmacKey } from '../engine/keyed-hash.js';

/** Person ids are `P` and 96 bits of the HMAC of the person key: stable across nights, meaningless to others. */
export function personIdSql(key: HmacKey, personKey: string): string {
  return `'P' || upper(left(${hmacSql(key, personKey)}, 24))`;
}
