import { readFileSync } from 'node:fs';
import { assetPath } from '../config/package-root.js';
import { loadNameTables, type NameTables } from '../linkage/levels/name-tables.js';
import { buildGazetteer, type Gazetteer } from '../normalize/gazetteer.js';

/** What is known of characters in names. */
export const shippedNameTables = readOnce((): NameTables => loadNameTables(assetPath('data', 'reference')));

/** Provinces, prefectures and counties since 1981. */
export const shippedGazetteer = readOnce((): Gazetteer =>
  buildGazetteer(readFileSync(assetPath('data', 'reference', 'areacodes.csv'), 'utf8')),
);

/** What ships does not change while the program runs, and one process may hold many runs. */
function readOnce<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: read() }).value;
}
