import { foldHeader, readHeader } from '../ingest/header-words.js';
import type { UnknownTable } from '../linkage/match/match-unknown.js';
import { REGISTRY_KINDS } from '../model/registry-kinds.js';

/**
 * The right table with the left one's headers where both usually mean the same in registries (手机号码, 联系电话): what two
 * departments call differently is compared all the same. Equal headers go first, and no column is taken twice.
 */
export function alignHeaders(left: UnknownTable, right: UnknownTable): UnknownTable {
  const own = new Map(right.headers.map((header) => [header, header]));
  const free = right.headers.filter((header) => !left.headers.includes(header));
  for (const wanted of left.headers.filter((header) => !right.headers.includes(header))) {
    const found = free.find((header) => meansTheSame(wanted, header));
    if (found === undefined) continue;
    free.splice(free.indexOf(found), 1);
    own.delete(found);
    own.set(wanted, found);
  }
  return {
    headers: [...own.keys()],
    records: right.records,
    query: (columns) => right.query(columns.map(({ header, as }) => ({ header: own.get(header) ?? '', as }))),
  };
}

function meansTheSame(a: string, b: string): boolean {
  if (foldHeader(a) === foldHeader(b)) return true;
  const fields = fieldsOf(b);
  return fieldsOf(a).some((field) => fields.includes(field));
}

function fieldsOf(header: string): readonly string[] {
  return REGISTRY_KINDS.flatMap((kind) => readHeader(kind, header)?.field ?? []);
}
