/**
 * Closed vocabularies of categories. Departments write one class in many ways (insurers', tax and dictionary names),
 * so a value is first looked up in the project's `mappings`, then among `written`, then by the first pattern that
 * matches. A value that nothing knows is never guessed: it is reported with a template for `mappings`.
 */
export interface Vocabulary {
  /** Canonical codes with their Chinese label. */
  readonly codes: Readonly<Record<string, string>>;
  /** Exact written forms per code, after width and space folding, compared without case. */
  readonly written: Readonly<Record<string, readonly string[]>>;
  /** Tried in order on values that `written` does not know; patterns are understood alike by RE2 and JavaScript. */
  readonly patterns: readonly (readonly [pattern: string, code: string])[];
  /** Which of several classes in one cell counts, strongest first; absent: in the order of `codes`. */
  readonly strongest?: readonly string[];
}
