export const RUN_CHANGES = [
  'new',
  'persisting',
  'changed',
  'resolved',
  'reopened',
  'suppressed',
  'unchecked',
] as const;
/** What became of a finding between two runs; `changed`: still open, on other evidence;
 * `unchecked`: the later run did not look. */
export type RunChange = (typeof RUN_CHANGES)[number];
