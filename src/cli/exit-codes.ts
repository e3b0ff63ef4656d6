import { YingbaoError, type ErrorClass } from '../model/errors.js';

/** The exit codes, a fixed table; scripts and timers rely on them. */
export const EXIT_CODES = {
  done: 0,
  gate: 1,
  usage: 2,
  input: 3,
  engine: 4,
  partial: 5,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

const BY_CLASS: Readonly<Record<ErrorClass, number>> = {
  configuration: EXIT_CODES.usage,
  input: EXIT_CODES.input,
  gate: EXIT_CODES.gate,
  engine: EXIT_CODES.engine,
  bug: EXIT_CODES.bug,
};

/** The exit code of an error; what is none of ours is a full disk, a lost permission or our bug. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof YingbaoError) return BY_CLASS[error.class];
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code === 'string' && /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|EMFILE|ENOMEM)$/.test(code))
    return EXIT_CODES.engine;
  return EXIT_CODES.bug;
}
