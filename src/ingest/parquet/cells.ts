/** Texts that stand in the same bytes: those of one column, row by row. */
export interface Cells {
  readonly bytes: DataView;
  /** From `first` to before `last`, `step` apart: where a text starts, where it ends, and one number about it. */
  readonly places: Int32Array;
  readonly first: number;
  readonly last: number;
  readonly step: number;
}
