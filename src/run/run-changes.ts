export const RUN_CHANGES = ['new', 'persisting', 'changed', 'resolved', 'reopened', 'suppressed'] as const;
/** What became of a finding between two runs; `changed`: still open, on other evidence. */
export type RunChange = (typeof RUN_CHANGES)[number];
