import { readFileSync } from 'node:fs';
import { z } from 'zod';

const words = z.strictObject({
  type: z.enum(['text', 'date', 'month', 'amount', 'id']),
  zh: z.string(),
  en: z.string(),
});

const file = z.strictObject({
  note: z.string(),
  registries: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z_]*$/),
      zh: z.string(),
      en: z.string(),
      /** What base columns of kind custom mean here. */
      uses: z.record(z.string(), z.string()),
      columns: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), words),
    }),
  ),
});

/** A registry of another department that rules can use under the name `custom_<name>`. */
export type Department = z.infer<typeof file>['registries'][number];
export type DepartmentColumnType = z.infer<typeof words>['type'];

/** Reads the documented registries of other departments (`data/departments.json`). */
export function loadDepartments(path: string): readonly Department[] {
  return file.parse(JSON.parse(readFileSync(path, 'utf8'))).registries;
}
