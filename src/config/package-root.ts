import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of our own package.json, whether we run from `dist` or, in tests, from the sources. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above the program');
    folder = parent;
  }
  return folder;
}

/** The path of a data file that ships with the product, e.g. `assetPath('data', 'models', 'registries.json')`. */
export function assetPath(...parts: readonly string[]): string {
  return join(packageRoot(), ...parts);
}
