import type { Standard } from '../config/standard.js';
import type { ViewSources } from './views.js';

export interface CommonViewInput extends ViewSources {
  readonly asOf: string;
  readonly standards: readonly Standard[];
  readonly defaultCounty: string | null;
  /** A registry older than this many days on the as-of date is stale. */
  readonly staleDays: number;
}
