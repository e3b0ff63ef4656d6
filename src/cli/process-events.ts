import { stopQueries } from '../engine/stopping.js';
import { EXIT_CODES } from './exit-codes.js';
import { processTerminal, type Language } from './terminal.js';

/** How long the engine may take to let go of a query before the process is killed. */
const PATIENCE_MS = 10_000;

/**
 * Listens to what ends the process from outside: signals, readers that leave, a full disk under standard output.
 * What is half written has a temporary name, and the next run clears it.
 */
export function listenToProcess(lang: Language): void {
  const endWithError = async (error: unknown): Promise<void> => {
    const { printError } = await import('./print-error.js');
    const options = { project: '.', format: 'table', lang, quiet: false, color: false } as const;
    await endProcess(printError(processTerminal(options), error));
  };
  process.on('SIGINT', () => void endProcess(EXIT_CODES.interrupted));
  process.on('SIGTERM', () => void endProcess(EXIT_CODES.terminated));
  process.on('SIGHUP', () => void endProcess(EXIT_CODES.terminated));
  process.on('uncaughtException', (error) => void endWithError(error));
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes early (`| head`) is not an error.
    void (error.code === 'EPIPE' ? endProcess(EXIT_CODES.done) : endWithError(error));
  });
  // Where nobody reads the messages any more, the work goes on.
  process.stderr.on('error', () => undefined);
}

/** Ends the process as soon as the engine has let go of its queries. */
async function endProcess(code: number): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS);
  await stopQueries();
  process.exit(code);
}
