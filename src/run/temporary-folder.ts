import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.js';

/** A folder outside every project; what is read there is gone when the process is, however it ends. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Opens a private folder (0700) for a command that keeps nothing. */
export function openTemporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `yingbao-${name}-`));
  return {
    path,
    remove: atExit(() => {
      rmSync(path, { recursive: true, force: true });
    }),
  };
}
