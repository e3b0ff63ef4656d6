/** Stands between the grounds of a finding where they are one text. */
export const GROUND_SEPARATOR = '\n';
