import type { Standard } from '../config/standard.js';
import type { Dialect } from '../engine/dialect.js';
import type { Snapshot } from '../model/snapshot.js';
import type { FormerCounty } from '../normalize/former-counties.js';

/** What the canonical views are built from. */
export interface ViewSources {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
  /** Parquet files of the link stage: persons, conflicts, links. */
  readonly personsFile: string;
  readonly conflictsFile: string;
  readonly linksFile: string;
  /** Registries of kind custom that may be used; the others stay invisible to rules. */
  readonly authorised: readonly string[];
}

export interface CommonViewInput extends ViewSources {
  readonly asOf: string;
  readonly standards: readonly Standard[];
  /** Names under which counties with a standard were known before; none where nobody says. */
  readonly formerCounties?: readonly FormerCounty[];
  readonly defaultCounty: string | null;
  /** A registry older than this many days on the as-of date is stale. */
  readonly staleDays: number;
}
