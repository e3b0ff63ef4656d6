import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../src/engine/engine.js';
import { recordsQuery } from '../../src/engine/records.js';
import { ingestFunctions, type Mappings } from '../../src/ingest/scalar-functions.js';
import type { ExportFile } from '../../src/ingest/scan.js';
import { ingestRegistry, type IngestRequest } from '../../src/ingest/snapshot.js';
import type { Snapshot } from '../../src/model/snapshot.js';

/** Valid numbers of a region code that GB/T 2260 never gave to any place. */
export const IDS = {
  woman1978: '350589197804216383',
  woman1945: '350589194502200788',
} as const;

/** A private folder with an engine; files are written into it by name. */
export interface Bench {
  readonly folder: string;
  readonly engine: Engine;
  file(name: string, content: string | Buffer): ExportFile;
  ingest(request: Partial<IngestRequest> & Pick<IngestRequest, 'kind' | 'files'>): Promise<Snapshot>;
  records(snapshot: Snapshot): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export async function openBench(mappings: Mappings = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-ingest-'));
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill'), threads: 2, memoryLimitMb: 1024 });
  for (const fn of ingestFunctions(mappings)) engine.register(fn);
  let count = 0;
  return {
    folder,
    engine,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return { path, shown: name };
    },
    ingest(request) {
      count += 1;
      return ingestRegistry(engine, {
        registry: request.kind,
        asOf: '2026-10-31',
        columns: {},
        mappings,
        folder: join(folder, `snapshot-${count}`),
        maxRejectShare: 0.01,
        ...request,
      });
    },
    records: (snapshot) =>
      engine.rows(`SELECT * FROM (${recordsQuery(engine.dialect, snapshot)}) ORDER BY file, line`),
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
