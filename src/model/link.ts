/** How sure a link is. `certain` may carry money questions, `probable` may not, `review` waits for a person. */
export const LINK_CLASSES = ['certain', 'probable', 'review'] as const;
export type LinkClass = (typeof LINK_CLASSES)[number];

/** Where the effective ID of a record comes from. */
export const ID_SOURCES = ['id', 'upgraded', 'certificate', 'head'] as const;
export type IdSource = (typeof ID_SOURCES)[number];

/** File names of what the link stage writes into its folder. */
export const LINK_FILES = {
  links: 'links.parquet',
  persons: 'persons.parquet',
  conflicts: 'conflicts.parquet',
  pairs: 'pairs.parquet',
  seekers: 'seekers.parquet',
  summary: 'link-summary.parquet',
} as const;
