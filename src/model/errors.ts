/**
 * The five ways a run can fail. Trouble in a row is data (a reject); an error of these classes stops the run.
 * `message` never carries a personal value: file, line, column and code only.
 */
export const ERROR_CLASSES = ['configuration', 'input', 'gate', 'engine', 'bug'] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

export interface ErrorDetails {
  /** The same as the message, in Chinese. */
  readonly zh: string;
  /** Stable code, e.g. `E_HEADER_AMBIGUOUS`; what scripts match on. */
  readonly code: string;
  /** What the reader can do about it, in one sentence. */
  readonly hint?: string;
  readonly file?: string;
  /** Physical 1-based line in `file`. */
  readonly line?: number;
  readonly cause?: unknown;
}

/** An error in both languages (`message` is the English), with a class, a stable code and a hint; `cli/exit-codes` maps the class to an exit code. */
export abstract class YingbaoError extends Error {
  abstract readonly class: ErrorClass;
  readonly zh: string;
  readonly code: string;
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.zh = details.zh;
    this.code = details.code;
    this.hint = details.hint;
    this.file = details.file;
    this.line = details.line;
  }
}

/** The project file, the command line, a rule or a model is wrong. */
export class ConfigError extends YingbaoError {
  override readonly class = 'configuration';
}
/** An export cannot be read. */
export class InputError extends YingbaoError {
  override readonly class = 'input';
}
/** A gate held the run: the input can be read but must not be believed. */
export class GateError extends YingbaoError {
  override readonly class = 'gate';
}
/** Engine, disk, memory or lock. */
export class EngineError extends YingbaoError {
  override readonly class = 'engine';
}
/** A broken promise of our own code. */
export class BugError extends YingbaoError {
  override readonly class = 'bug';
}
