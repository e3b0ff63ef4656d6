import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetPath } from '../config/package-root.js';

/**
 * A hash of the program that runs: its modules, the rule pack and the shipped data. It is part of every stage's key,
 * so that a new version never believes the results of an old one.
 */
export function codeVersion(): string {
  const modules = join(dirname(fileURLToPath(import.meta.url)), '..');
  const hash = createHash('sha256');
  for (const folder of [modules, assetPath('src', 'rules', 'packs'), assetPath('data')]) {
    for (const path of filesBelow(folder)) {
      if (path.endsWith('.map') || path.endsWith('.d.ts')) continue;
      hash.update(path.slice(folder.length)).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(assetPath('package.json'), 'utf8')) as { version: string }).version;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Sixteen hexadecimal digits over all that decides a stage's result. */
export function stageKey(parts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
