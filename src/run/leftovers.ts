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
  const scratch = entriesOf(layout.scratch).filter((path) => !isInUse(path));
  const parents = [layout.runs, ...childrenOf(layout.snapshots), ...childrenOf(layout.stages)];
  const halves = parents.flatMap((parent) => entriesOf(parent).filter((path) => HALF_WRITTEN.test(path)));
  const left = [...scratch, ...halves];
  for (const path of left) rmSync(path, { recursive: true, force: true });
  return left.length;
}

function entriesOf(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** Scratch folders end with the number of their process; commands that only read may be at work beside a run. */
function isInUse(path: string): boolean {
  const pid = Number(/-(\d+)$/.exec(path)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function childrenOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
