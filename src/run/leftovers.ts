import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.js';

/** Names under which folders and files stand while they are being written; see whole-folder and ingest/snapshot. */
const HALF_WRITTEN = /\.part(ial)?-\d+$/;

/**
 * Removes what a run left that was killed: spill files, which hold plain names, and folders that never became whole.
 * Only the holder of the lock may call it. Returns how many it removed.
 */
export function clearLeftovers(layout: Layout): number {
  rmSync(layout.scratch, { recursive: true, force: true });
  const parents = [layout.runs, ...childrenOf(layout.snapshots), ...childrenOf(layout.stages)];
  const left = parents.flatMap((parent) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((name) => HALF_WRITTEN.test(name))
          .map((name) => join(parent, name))
      : [],
  );
  for (const path of left) rmSync(path, { recursive: true, force: true });
  return left.length;
}

function childrenOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
