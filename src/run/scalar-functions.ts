import type { ProjectFile } from '../config/project-schema.js';
import type { Engine } from '../engine/engine.js';
import { ingestFunctions, type Mappings } from '../ingest/scalar-functions.js';
import { buildNameKnowledge } from '../linkage/levels/name-comparer.js';
import { linkageFunctions } from '../linkage/scalar-functions.js';
import { addressFunction } from '../rules/address-places.js';
import { shippedGazetteer, shippedNameTables } from './shipped-data.js';

/** Hands the engine every TypeScript function that pipeline SQL may call. */
export function registerFunctions(engine: Engine, mappings: ProjectFile['mappings']): void {
  const names = buildNameKnowledge(shippedNameTables());
  const functions = [
    ...ingestFunctions(mappings as Mappings),
    ...linkageFunctions(names),
    addressFunction(shippedGazetteer),
  ];
  for (const fn of functions) engine.register(fn);
}
