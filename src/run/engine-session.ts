import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { EngineError } from '../model/errors.js';
import type { RunContext } from './context.js';
import type { Layout } from './layout.js';

/** Opens the embedded engine for a run, with the project's limits and a private scratch folder. */
export async function openRunEngine(context: RunContext): Promise<Engine> {
  const { threads, memoryLimitMb } = context.project.file.engine;
  const engine = await openEngine(context.layout, {
    memoryLimitMb,
    ...(threads === undefined ? {} : { threads }),
  });
  const { DUCKDB_VERSION } = await import('../engine/duckdb/duckdb-engine.js');
  const version = await engine.version();
  if (version !== DUCKDB_VERSION) {
    await engine.close();
    throw new EngineError(`the engine is ${version}, tested is ${DUCKDB_VERSION}`, {
      zh: `数据引擎的版本是 ${version}，经过测试的是 ${DUCKDB_VERSION}`,
      code: 'E_ENGINE_VERSION',
      hint: 'install exactly the versions of package-lock.json (npm ci)',
    });
  }
  return engine;
}

/** Opens the embedded engine for reading results. */
export async function openEngine(
  layout: Layout,
  limits: { readonly threads?: number; readonly memoryLimitMb?: number } = {},
): Promise<Engine> {
  return openScratchEngine(join(layout.scratch, `spill-${process.pid}`), limits);
}

/** Opens the embedded engine with a spill folder of its own. The driver takes long to load, so it is imported here only. */
export async function openScratchEngine(
  spillFolder: string,
  limits: { readonly threads?: number; readonly memoryLimitMb?: number } = {},
): Promise<Engine> {
  const { openDuckDb } = await import('../engine/duckdb/duckdb-engine.js');
  return openDuckDb({ spillFolder, ...limits });
}
