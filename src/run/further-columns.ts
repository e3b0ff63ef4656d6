import { assetPath } from '../config/package-root.js';
import type { FieldType } from '../model/kinds/field.js';
import type { Snapshot } from '../model/snapshot.js';
import { furtherFields } from '../rules/department-views.js';
import { loadDepartments } from '../rules/departments.js';

/** A column of another department's list beyond those of kind custom. */
export interface FurtherColumn {
  readonly name: string;
  /** Null where nobody documented what the column holds: then it is shown only to who may see everything. */
  readonly type: FieldType | null;
  readonly label: { readonly zh: string; readonly en: string };
}

/** What a list of another department says beside name and number: a finding that rests on it shows it as evidence. */
export function furtherColumns(snapshot: Snapshot): readonly FurtherColumn[] {
  if (snapshot.kind !== 'custom') return [];
  const departments = loadDepartments(assetPath('data', 'departments.json'));
  const documented = departments.find(({ name }) => name === snapshot.registry)?.columns ?? {};
  const headers = new Map(
    snapshot.exports.flatMap((one) => one.columns.map(({ field, header }) => [field, header] as const)),
  );
  return furtherFields(snapshot).map((name) => {
    const words = documented[name];
    const header = headers.get(name) ?? name;
    return words === undefined
      ? { name, type: null, label: { zh: header, en: header } }
      : { name, type: words.type, label: { zh: words.zh, en: words.en } };
  });
}
