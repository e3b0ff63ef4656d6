/** A local standard: from `effectiveFrom` (YYYY-MM-DD) on, `monthlyYuan` per person and month. */
export interface Standard {
  readonly county: string;
  readonly scheme: 'dibao' | 'tekun';
  readonly effectiveFrom: string;
  readonly monthlyYuan: number;
  /** The area whose standard this is, where the county takes over another one's. */
  readonly inheritedFrom?: string;
}

/** A row of `standards.csv`: an amount of its own, or the area whose standard is taken over. */
export interface StandardRow extends Omit<Standard, 'monthlyYuan' | 'inheritedFrom'> {
  readonly monthlyYuan: number | null;
  readonly inherits: string | null;
}
