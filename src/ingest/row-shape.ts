import type { RegistryKind } from '../model/registry-kinds.js';
import type { FoundHeader } from './find-header.js';
import { readHeader } from './header-words.js';
import type { RowShape } from './row-roles.js';

/** What the roles of the rows below a header depend on; the columns of a family sheet are those of no person. */
export function rowShape(kind: RegistryKind, { headers, mapping, members }: FoundHeader): RowShape {
  if (members !== null) return { headers, name: -1 };
  return {
    headers,
    name: mapping.indexOf.get('name') ?? -1,
    fieldAt: (column) => mapping.columns[column]?.field ?? null,
    fieldOf: (header) => readHeader(kind, header)?.field ?? null,
  };
}
