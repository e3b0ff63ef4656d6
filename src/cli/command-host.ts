import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** What a command needs to add itself to the program. */
export interface CommandHost {
  readonly program: Command;
  /** Help text in the reader's language. */
  readonly say: (zh: string, en: string) => string;
  readonly terminal: () => Terminal;
  readonly setExitCode: (code: number) => void;
}
