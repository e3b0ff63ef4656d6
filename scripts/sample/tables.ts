import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `data/sample`, found from here upwards, so that it is the same from `scripts/` and from `dist/`. */
function tablesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the project folder was not found');
    folder = parent;
  }
  return join(folder, 'data', 'sample');
}

/** Rows of a tab-separated table without a header; empty lines do not count. */
export function loadTable(name: string): readonly (readonly string[])[] {
  const text = readFileSync(join(tablesFolder(), name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
}
