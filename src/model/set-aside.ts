import type { RegistryKind } from './registry-kinds.js';

/** A registry that `--keep-going` left out of a run, and why. No personal data. */
export interface SetAside {
  readonly registry: string;
  readonly kind: RegistryKind;
  /** Code of the error that would have ended the run. */
  readonly code: string;
  readonly file: string | null;
  /** Physical 1-based line in `file`. */
  readonly line: number | null;
  readonly reason: { readonly zh: string; readonly en: string };
}
