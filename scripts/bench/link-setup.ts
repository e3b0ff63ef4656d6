import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '../../src/config/package-root.js';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { hmacKey } from '../../src/engine/keyed-hash.js';
import { buildNameKnowledge } from '../../src/linkage/levels/name-comparer.js';
import { loadNameTables } from '../../src/linkage/levels/name-tables.js';
import type { LinkageInput } from '../../src/linkage/linkage-input.js';
import { loadModel } from '../../src/linkage/model-file.js';
import { linkageFunctions } from '../../src/linkage/scalar-functions.js';
import { populationQuery, recordsOf } from './link-population.js';

export interface BenchLink {
  readonly insured: number;
  readonly covered: number;
  /** Every n-th covered person's ID is damaged; 1 for all. */
  readonly damagedEvery: number;
}

/** An engine with the product's memory limit and the functions that linkage calls. */
export async function benchEngine(folder: string): Promise<Engine> {
  const engine = await openDuckDb({ spillFolder: mkdtempSync(join(folder, 'spill-')) });
  for (const fn of linkageFunctions(buildNameKnowledge(loadNameTables(assetPath('data', 'reference')))))
    engine.register(fn);
  return engine;
}

function registryFile(folder: string, registry: string): string {
  return join(folder, `${registry}.parquet`);
}

/** Writes the records of both registries to Parquet, as a snapshot holds them. */
export async function writeBenchRegistries(engine: Engine, folder: string, sizes: BenchLink): Promise<void> {
  const people = join(folder, 'people.parquet');
  const step = Math.floor(sizes.insured / sizes.covered);
  const registries = [
    { registry: 'assistance', count: sizes.covered, step, damagedEvery: sizes.damagedEvery },
    { registry: 'insurance', count: sizes.insured, step: 1, damagedEvery: null },
  ];
  for (const { registry, count, step: every, damagedEvery } of registries) {
    await engine.run(engine.dialect.writeParquet(populationQuery(count, every), people));
    await engine.run(
      engine.dialect.writeParquet(recordsOf(people, registry, damagedEvery), registryFile(folder, registry)),
    );
  }
}

/** Linkage of the two registries with the shipped model. */
export async function benchInput(engine: Engine, folder: string, sizes: BenchLink): Promise<LinkageInput> {
  const read = (registry: string): string =>
    `SELECT *\nFROM ${engine.dialect.readParquet([registryFile(folder, registry)])}`;
  return {
    registries: [
      {
        registry: 'assistance',
        kind: 'assistance',
        manyRowsPerPerson: false,
        records: sizes.covered,
        query: read('assistance'),
      },
      {
        registry: 'insurance',
        kind: 'insurance',
        manyRowsPerPerson: false,
        records: sizes.insured,
        query: read('insurance'),
      },
    ],
    model: await loadModel(assetPath('data', 'models', 'registries.json')),
    folder,
    key: hmacKey(Buffer.alloc(32, 7)),
    dialect: engine.dialect,
    judgements: [],
    singlesUpTo: 500_000,
  };
}
