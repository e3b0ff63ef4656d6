import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSET_MONTHS } from './plants/possessions.js';
import { departmentFileName, DEPARTMENT_SPECS } from './registries/departments.js';
import type { DepartmentName } from './world/departments.js';

/**
 * Declares the lists of other departments in the project file that `init` wrote, as the manual shows it, each marked as
 * authorised, and states the local limit of assets.
 */
export function declareDepartments(folder: string, asOf: string): void {
  const path = join(folder, 'yingbao.yaml');
  const lines = (Object.keys(DEPARTMENT_SPECS) as DepartmentName[]).flatMap((name) => [
    `  ${name}:`,
    '    kind: custom',
    `    files: exports/${departmentFileName(name, asOf)}`,
    `    asOf: ${asOf}`,
    '    authorised: true',
    '    columns:',
    ...DEPARTMENT_SPECS[name].columns.map(([header, field]) => `      ${field}: ${header}`),
  ]);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^registries:\n/m, (start) => `${start}${lines.join('\n')}\n`));
  appendFileSync(path, `rules:\n  parameters:\n    W13: { months: ${ASSET_MONTHS} }\n`);
}
