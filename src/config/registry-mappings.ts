import { VOCABULARY_NAMES } from '../model/vocabularies.js';
import type { ProjectFile, RegistryConfig } from './project-schema.js';

/**
 * Written category → code for one registry: its own words over those of the project, since one number is "ended" in the
 * dictionary of one department and "paused" in that of another.
 */
export function registryMappings(
  { mappings }: Pick<ProjectFile, 'mappings'>,
  { mappings: own }: Pick<RegistryConfig, 'mappings'>,
): ProjectFile['mappings'] {
  const merged: ProjectFile['mappings'] = {};
  for (const name of VOCABULARY_NAMES) {
    const words = { ...mappings[name], ...own[name] };
    if (Object.keys(words).length > 0) merged[name] = words;
  }
  return merged;
}
