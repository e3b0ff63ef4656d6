import { join } from 'node:path';
import { LEDGER_FILE } from '../followup/ledger.js';

/** Where a project keeps what we write. Exports stay where the department puts them. */
export interface Layout {
  readonly folder: string;
  /** Immutable normalised registries: snapshots/<registry>/<key>. */
  readonly snapshots: string;
  /** Immutable stage results: stages/<stage>/<key>. */
  readonly stages: string;
  /** Published runs: runs/<runId>, and `current.json` naming the last one. */
  readonly runs: string;
  readonly current: string;
  /** What people decided about pairs of records; append-only, without names or IDs. */
  readonly judgements: string;
  /** What was issued and what came back; append-only. */
  readonly ledger: string;
  /** Private state: lock, secret key, file index, scratch. */
  readonly state: string;
  readonly lock: string;
  readonly secretKey: string;
  readonly fileIndex: string;
  readonly scratch: string;
}

export function projectLayout(folder: string): Layout {
  const state = join(folder, '.yingbao');
  return {
    folder,
    snapshots: join(folder, 'snapshots'),
    stages: join(folder, 'stages'),
    runs: join(folder, 'runs'),
    current: join(folder, 'runs', 'current.json'),
    judgements: join(folder, 'judgements.jsonl'),
    ledger: join(folder, LEDGER_FILE),
    state,
    lock: join(state, 'lock.json'),
    secretKey: join(state, 'secret.key'),
    fileIndex: join(state, 'file-index.json'),
    scratch: join(state, 'scratch'),
  };
}
