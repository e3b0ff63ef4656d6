import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot, SNAPSHOT_FILE } from '../ingest/snapshot.js';
import type { SetAside } from '../model/set-aside.js';
import type { Snapshot } from '../model/snapshot.js';
import type { RunContext } from './context.js';
import { isRunId, readManifest, RUN_FILES } from './results.js';

/** What stands in for registries that were set aside, so that identities and places do not fall apart. */
export interface IdentitySnapshots {
  readonly snapshots: readonly Snapshot[];
  /** Registry → key of its snapshot. */
  readonly keys: Readonly<Record<string, string>>;
  /** False where an earlier run knew such a registry and its snapshot cannot be used: who is gone cannot be told then. */
  readonly complete: boolean;
}

/**
 * The last published snapshot of each registry set aside. It only says who is who and where they live: no rule that
 * reads its kind runs. Without it a record without an ID would lose the one that joined it to the roll.
 */
export async function identitySnapshots(
  context: RunContext,
  setAside: readonly SetAside[],
): Promise<IdentitySnapshots> {
  const snapshots: Snapshot[] = [];
  const keys: Record<string, string> = {};
  let complete = true;
  for (const { registry, kind } of setAside) {
    const last = lastPublished(context, registry);
    if (last === null) continue;
    const folder = join(context.layout.snapshots, registry, last.key);
    if (last.kind !== kind || last.code !== context.code || !existsSync(join(folder, SNAPSHOT_FILE))) {
      complete = false;
      continue;
    }
    snapshots.push(await readSnapshot(folder));
    keys[registry] = last.key;
  }
  return { snapshots, keys, complete };
}

interface Published {
  readonly key: string;
  readonly kind: string;
  readonly code: string;
}

/** The newest run that published the registry. */
function lastPublished({ layout }: RunContext, registry: string): Published | null {
  if (!existsSync(layout.runs)) return null;
  for (const runId of readdirSync(layout.runs).filter(isRunId).sort().reverse()) {
    const folder = join(layout.runs, runId);
    if (!existsSync(join(folder, RUN_FILES.manifest))) continue;
    const { registries, version } = readManifest({ runId, folder });
    const entry = registries.find((one) => one.registry === registry);
    if (entry !== undefined) return { key: entry.snapshot, kind: entry.kind, code: version.code };
  }
  return null;
}
