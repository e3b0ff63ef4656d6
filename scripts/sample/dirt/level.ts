export const DIRT_LEVELS = ['clean', 'typical', 'dirty'] as const;
export type DirtLevel = (typeof DIRT_LEVELS)[number];

/** How much more often than typical a clerk errs. */
export const DIRT_FACTOR: Readonly<Record<DirtLevel, number>> = { clean: 0, typical: 1, dirty: 4 };

/** Share of a registry's rows with an error in a group of fields, at the typical level. */
export interface DirtRates {
  readonly id: number;
  readonly name: number;
  readonly date: number;
  readonly phone: number;
  readonly place: number;
  /** Calls where the office wrote 陈女士 and no given name. */
  readonly title?: number;
  /** Rows typed a second time. */
  readonly duplicate: number;
}

/** One injected error. */
export interface Dirt {
  readonly field: string;
  readonly kind: string;
}
