import type { RegistryRecords } from './linkage-input.js';

/** A streamed registry is this many times larger than all that is held together. */
const STREAM_RATIO = 3;

export interface Sides {
  /** Held in memory as distinct identities. */
  readonly held: readonly RegistryRecords[];
  /** Only records that touch a held identity are fetched, so memory does not grow with the registry. */
  readonly streamed: readonly RegistryRecords[];
}

/**
 * Splits registries into those that are held and those that are streamed past them: more than `singlesUpTo`
 * records, and several times the size of everything smaller. The smallest is always held.
 */
export function splitSides(registries: readonly RegistryRecords[], singlesUpTo: number): Sides {
  const bySize = [...registries].sort((a, b) => a.records - b.records);
  const held = new Set<RegistryRecords>();
  let heldRecords = 0;
  for (const registry of bySize) {
    const streams =
      held.size > 0 && registry.records > singlesUpTo && registry.records > STREAM_RATIO * heldRecords;
    if (streams) continue;
    held.add(registry);
    heldRecords += registry.records;
  }
  return {
    held: registries.filter((registry) => held.has(registry)),
    streamed: registries.filter((registry) => !held.has(registry)),
  };
}
