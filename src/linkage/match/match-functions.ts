import type { ScalarFunction } from '../../engine/engine.js';
import { citizenIdFunction } from './citizen-id-nearness.js';
import { cleanFieldFunction } from './clean-fields.js';
import { distanceFunctions } from './text-distance.js';

/** The functions that matching SQL calls; `name_level` of linkageFunctions is needed for Chinese names too. */
export const matchFunctions: readonly ScalarFunction[] = [
  cleanFieldFunction,
  citizenIdFunction,
  ...distanceFunctions,
];
